"""Places of the rail that belong to fair play: regulations, disputes, reviews, complaints and the rating."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from disputes.queries.complaint_lists import waiting_for as complaints_waiting_for
from disputes.queries.dispute_lists import disputes_waiting_for
from support_desk.shared import navigation, rail_figures
from support_desk.shared.navigation import NavItem
from support_desk.shared.viewer import Viewer

RESULTS = _("Results")
DISPUTES = "disputes"
COMPLAINTS = "complaints"


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """Everybody plays; what needs a person's answer is counted where the page counts it anyway."""
    if not viewer.is_employee:
        return []
    shown: list[NavItem] = []
    shown.append(NavItem(RESULTS, _("Regulations"), "regulations", "scroll-text", order=66))
    shown.append(disputes_item(request))
    shown.append(complaints_item(request))
    shown.append(NavItem(RESULTS, _("Rating"), "rating", "chart-column", order=64))
    if viewer.has("director"):
        shown.append(NavItem(RESULTS, _("Disputes in figures"), "dispute-report", "chart-line", order=68))
    return shown


def disputes_item(request: HttpRequest) -> NavItem:
    """With what waits for the viewer's answer or verdict."""
    waiting = rail_figures.figure_of(request, DISPUTES)
    return NavItem(
        RESULTS,
        _("Disputes"),
        "disputes",
        "scale",
        count=waiting,
        tone="soon" if waiting else "",
        said=_("wait for you"),
        shortcut="d",
        order=60,
    )


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
    rail_figures.register(DISPUTES, disputes_waiting_for)
    rail_figures.register(COMPLAINTS, complaints_waiting_for)
