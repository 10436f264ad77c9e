"""Places of the rail that belong to people and to the company: the audit trail and the catalogues."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from support_desk.shared import homes, navigation
from support_desk.shared.homes import Doorway
from support_desk.shared.navigation import NavItem
from support_desk.shared.roles import CATALOGUE_ROLES
from support_desk.shared.viewer import Viewer

COMPANY = _("Company")
DEPARTMENT = _("Department")


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """Everybody reads the trail of their own deeds; catalogues are for who keeps them."""
    if not viewer.is_employee:
        return []
    shown = [NavItem(DEPARTMENT, _("Absences"), "absences", "calendar-clock", shortcut="v", order=35)]
    shown += [NavItem(DEPARTMENT, _("Roster"), "roster", "calendar-days", order=33)]
    shown += [NavItem(DEPARTMENT, _("Timesheets"), "timesheets", "calendar-check", shortcut="y", order=36)]
    shown.append(NavItem(DEPARTMENT, _("Load"), "load", "chart-no-axes-gantt", shortcut="l", order=36))
    shown += [NavItem(DEPARTMENT, _("Onboarding"), "onboarding", "book-open", order=39)]
    shown += [NavItem(COMPANY, _("Audit trail"), "audit", "history", shortcut="h", order=80)]
    if keeps_catalogues(viewer, request):
        shown.append(NavItem(COMPANY, _("Catalogues"), "admin:index", "settings-2", order=90))
    return shown


def keeps_catalogues(viewer: Viewer, request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and request.user.is_staff and viewer.has(*CATALOGUE_ROLES))


def doorways(viewer: Viewer) -> list[Doorway]:
    """What roles without a queue find besides."""
    found = []
    if viewer.has(*CATALOGUE_ROLES):
        words = _("Departments, people, roles, operations with their norms, services, clients and contracts.")
        found.append(Doorway(_("Catalogues"), words, reverse("admin:index"), "settings-2", 30))
    if viewer.is_employee:
        words = _("Working days, holidays and shortened days of the year, by which response times are counted.")
        found.append(Doorway(_("Working calendar"), words, reverse("calendars"), "calendar-days", 70))
        words = _("Who did what, when, with the values before and after.")
        found.append(Doorway(_("Audit trail"), words, reverse("audit"), "history", 80))
        words = _("Language, theme, keyboard, second factor, password and API tokens.")
        found.append(Doorway(_("Profile"), words, reverse("profile"), "circle-user-round", 90))
    return found


def register() -> None:
    """Called from the app's `ready()`."""
    navigation.register(places)
    homes.register(doorways=doorways)
