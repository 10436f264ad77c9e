"""Places of the rail that belong to pay."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from disputes.navigation import RESULTS
from support_desk.shared import navigation
from support_desk.shared.navigation import NavItem
from support_desk.shared.viewer import Viewer


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """One's payslips; the months of those one answers for; the director's pages."""
    if not viewer.is_employee:
        return []
    shown = [NavItem(RESULTS, _("My pay"), "pay", "receipt-text", order=70)]
    if viewer.has("director", "accountant") or viewer.led_department_ids:
        shown.append(NavItem(RESULTS, _("Months of pay"), "pay-months", "wallet", order=71))
    if viewer.has("director"):
        shown.append(NavItem(RESULTS, _("Director"), "director", "chart-line", order=72))
    return shown


def register() -> None:
    """Called from the app's `ready()`."""
    navigation.register(places)
