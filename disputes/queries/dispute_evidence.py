"""What a dispute is shown by: files of either side, the ticket, and what was answered beside what was asked."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from disputes.models import Dispute, Evidence
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from tickets.queries.message_text import beginning, linked


@dataclass(frozen=True, slots=True)
class Said:
    """One message, as far as it is shown at once."""

    message: Message
    text: SafeString
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """`has_ticket`, `has_message`: the claim names one. `ticket`, `message`: only where the viewer sees it; `asked`:
    what the client had written before a reply of ours."""

    claimed: list[Evidence]
    explained: list[Evidence]
    has_ticket: bool
    ticket: Ticket | None
    has_message: bool
    message: Said | None
    asked: Said | None


def evidence_of(dispute: Dispute, viewer: Viewer) -> Shown:
    """Files one statement, the ticket one, the message two."""
    files = list(Evidence.objects.filter(dispute=dispute).select_related("file"))
    ticket = _ticket(dispute, viewer)
    message = _message(dispute, viewer)
    asked = _asked_before(message, viewer) if message and message.direction == Message.Direction.OUTBOUND else None
    return Shown(
        claimed=[each for each in files if each.by_id == dispute.initiator_id],
        explained=[each for each in files if each.by_id != dispute.initiator_id],
        has_ticket=dispute.ticket_id is not None,
        ticket=ticket,
        has_message=dispute.message_id is not None,
        message=_said(message),
        asked=_said(asked),
    )


def _ticket(dispute: Dispute, viewer: Viewer) -> Ticket | None:
    if dispute.ticket_id is None:
        return None
    return Ticket.objects.visible_to(viewer).only("number", "subject").filter(pk=dispute.ticket_id).first()


def _message(dispute: Dispute, viewer: Viewer) -> Message | None:
    if dispute.message_id is None:
        return None
    return _shown_messages(viewer).filter(pk=dispute.message_id).first()


def _asked_before(message: Message, viewer: Viewer) -> Message | None:
    """The client's last message before a reply, of the same ticket."""
    earlier = _shown_messages(viewer).filter(
        ticket_id=message.ticket_id,
        direction=Message.Direction.INBOUND,
        is_automatic=False,
        created_at__lte=message.created_at,
    )
    return earlier.order_by("-created_at", "-id").first()


def _shown_messages(viewer: Viewer) -> QuerySet[Message]:
    return Message.objects.visible_to(viewer).filter(retracted_at__isnull=True).defer("search", "body_html")


def _said(message: Message | None) -> Said | None:
    if message is None:
        return None
    shown = beginning(message.body_text)
    return Said(message, linked(shown), len(shown) < len(message.body_text))
