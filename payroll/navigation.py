"""Places of the rail that belong to pay."""

from django.http import HttpRequest

from support_desk.shared import navigation
from support_desk.shared.navigation import NavItem
from support_desk.shared.viewer import Viewer


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """One's payslips; the months of those one answers for; the director's pages."""
    return []


def register() -> None:
    """Called from the app's `ready()`."""
    navigation.register(places)
