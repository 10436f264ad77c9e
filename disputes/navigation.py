"""Places of the rail that belong to fair play: regulations, disputes, reviews, complaints and the rating."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from support_desk.shared import navigation
from support_desk.shared.navigation import NavItem
from support_desk.shared.viewer import Viewer

RESULTS = _("Results")


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """Everybody plays; what needs a person's answer is counted where the page counts it anyway."""
    if not viewer.is_employee:
        return []
    shown: list[NavItem] = []
    shown.append(NavItem(RESULTS, _("Rating"), "rating", "chart-column", order=64))
    if viewer.has("director"):
        shown.append(NavItem(RESULTS, _("Disputes in figures"), "dispute-report", "chart-line", order=68))
    return shown


def register() -> None:
    """Called from the app's `ready()`."""
    navigation.register(places)
