"""Where the rail leads to reviews, and what a reviewer may begin from a message (S5)."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models import ReplyReview
from disputes.navigation import RESULTS
from disputes.review_permissions import reviews_some
from support_desk.shared import navigation, rail_figures
from support_desk.shared.navigation import NavItem
from support_desk.shared.viewer import Viewer
from tickets import message_tools
from tickets.message_tools import MessageTool
from tickets.models import Message

FIGURE = "reviews"


def places(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """Everybody reads what was found in their replies; a reviewer sees how many wait."""
    if not viewer.is_employee:
        return []
    waiting = rail_figures.figure_of(request, FIGURE)
    return [NavItem(RESULTS, _("Reviews"), "reviews", "spell-check", count=waiting, said=_("to be reviewed"), order=62)]


def waiting_for(viewer: Viewer) -> QuerySet[ReplyReview]:
    """What the rail counts."""
    return ReplyReview.objects.to_review_by(viewer)


def tools(viewer: Viewer, message: Message) -> Sequence[MessageTool]:
    """Of a reply of a colleague; a letter, a note, automatic mail and one's own reply offer nothing."""
    is_reply = message.direction == Message.Direction.OUTBOUND and not message.is_automatic
    if not is_reply or message.author_id in (None, viewer.employee_id) or not reviews_some(viewer):
        return []
    hint = _("Hold this reply against the rules its author has read.")
    return [
        MessageTool(_("Review this reply"), reverse("review-pick", args=[message.pk]), "spell-check", hint, True, 30)
    ]


def register() -> None:
    """Called while Django starts."""
    navigation.register(places)
    rail_figures.register(FIGURE, waiting_for)
    message_tools.register(tools)
