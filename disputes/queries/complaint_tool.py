"""Flagging among what may be begun from a message (S6)."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.complaint_permissions import can_flag
from support_desk.shared.viewer import Viewer
from tickets.message_tools import MessageTool
from tickets.models import Message

ORDER = 30


def complaint_tools(viewer: Viewer, message: Message) -> Sequence[MessageTool]:
    """Nothing but for a message of the client. No statement."""
    if not can_flag(viewer, message):
        return ()
    hint = _("Somebody whom it does not concern decides on it; nobody can take it away.")
    url = reverse("complaint-flag", args=[message.pk])
    return (MessageTool(_("Flag as a complaint"), url, "megaphone", hint, order=ORDER),)
