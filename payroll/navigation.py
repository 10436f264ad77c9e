"""Places of the rail that belong to pay."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.navigation import RESULTS
from support_desk.shared import homes, navigation
from support_desk.shared.homes import Doorway
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


def first_page(viewer: Viewer) -> str | None:
    """The director begins with what waits for their word; who works with tickets as well begins there."""
    return reverse("director") if viewer.has("director") else None


def doorways(viewer: Viewer) -> list[Doorway]:
    """What roles without a queue find here: their own pay; the accountant what was paid."""
    if not viewer.is_employee:
        return []
    words = _("Every month as it was computed, line by line, down to what each line counts.")
    found = [Doorway(_("My pay"), words, reverse("pay"), "receipt-text", 45)]
    if viewer.has("accountant"):
        words = _("Approved months of every department, with their payslips.")
        found.append(Doorway(_("Months of pay"), words, reverse("pay-months"), "wallet", 6))
        words = _("Accepted offers and receivables that pay is counted from, by month and person.")
        found.append(Doorway(_("Facts of pay"), words, reverse("pay-facts"), "tags", 7))
    return found


def register() -> None:
    """Called from the app's `ready()`."""
    navigation.register(places)
    homes.register(first_page=first_page, doorways=doorways)
