"""Places of the rail that belong to fair play: regulations, disputes, reviews, complaints and the rating."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from disputes.queries.complaint_lists import waiting_for as complaints_waiting_for
from support_desk.shared import navigation, rail_figures
from support_desk.shared.navigation import NavItem
from support_desk.shared.viewer import Viewer

RESULTS = _("Results")
COMPLAINTS = "complaints"


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """Everybody plays; what needs a person's answer is counted where the page counts it anyway."""
    if not viewer.is_employee:
        return []
    shown: list[NavItem] = []
    shown.append(complaints_item(request))
    return shown


def complaints_item(request: HttpRequest) -> NavItem:
    """With what waits for the viewer's decision."""
    waiting = rail_figures.figure_of(request, COMPLAINTS)
    return NavItem(
        RESULTS,
        _("Complaints"),
        "complaints",
        "megaphone",
        count=waiting,
        tone="soon" if waiting else "",
        said=_("wait for your decision"),
        order=66,
    )


def register() -> None:
    """Called from the app's `ready()`."""
    navigation.register(places)
    rail_figures.register(COMPLAINTS, complaints_waiting_for)
