"""Where imports stand in the navigation: only for who may load something."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from support_desk.shared.homes import Doorway
from support_desk.shared.imports.kinds import offered_to
from support_desk.shared.navigation import NavItem
from support_desk.shared.viewer import Viewer

COMPANY = _("Company")


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    return [NavItem(COMPANY, _("Imports"), "imports", "upload", order=88)] if offered_to(viewer) else []


def doorways(viewer: Viewer) -> list[Doorway]:
    if not offered_to(viewer):
        return []
    words = _("Bring people and rosters from a spreadsheet: every bad cell is named before anything is loaded.")
    return [Doorway(_("Imports"), words, reverse("imports"), "upload", 35)]
