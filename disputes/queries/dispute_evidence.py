"""What a dispute is shown by: files of either side, the ticket, and what was answered beside what was asked."""

from dataclasses import dataclass

from django.db.models import Exists, Q, QuerySet
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
    """Whoever sees the dispute reads what it is about: number and subject of the ticket, the message that it names and,
    in `asked`, what the client had written before a reply of ours. The rest of the ticket is for whoever sees it by P2:
    `may_open`; so is a note of ours. `has_message`: the claim names one."""

    claimed: list[Evidence]
    explained: list[Evidence]
    ticket: Ticket | None
    may_open: bool
    has_message: bool
    message: Said | None
    asked: Said | None


def evidence_of(dispute: Dispute, viewer: Viewer) -> Shown:
    """Of a dispute that the viewer sees. Files one statement, the ticket one, the message two."""
    files = list(Evidence.objects.filter(dispute=dispute).select_related("file"))
    ticket, may_open = _ticket(dispute, viewer)
    message = _message(dispute, may_open=may_open)
    asked = _asked_before(message) if message and message.direction == Message.Direction.OUTBOUND else None
    return Shown(
        claimed=[each for each in files if each.by_id == dispute.initiator_id],
        explained=[each for each in files if each.by_id != dispute.initiator_id],
        ticket=ticket,
        may_open=may_open,
        has_message=dispute.message_id is not None,
        message=_said(message),
        asked=_said(asked),
    )


def _ticket(dispute: Dispute, viewer: Viewer) -> tuple[Ticket | None, bool]:
    """The ticket of the claim or of its message, and whether the viewer sees it."""
    if not (dispute.ticket_id or dispute.message_id):
        return None, False
    named = Q(pk=dispute.ticket_id) if dispute.ticket_id else Q(messages=dispute.message_id)
    seen = Ticket.objects.visible_to(viewer).filter(named).values("pk")
    found = Ticket.objects.filter(named).only("number", "subject").annotate(may_open=Exists(seen)).first()
    return found, bool(getattr(found, "may_open", False))


def _message(dispute: Dispute, *, may_open: bool) -> Message | None:
    if dispute.message_id is None:
        return None
    found = _standing_messages().filter(pk=dispute.message_id)
    return (found if may_open else found.exclude(direction=Message.Direction.INTERNAL)).first()


def _asked_before(message: Message) -> Message | None:
    """The client's last message before a reply, of the same ticket."""
    earlier = _standing_messages().filter(
        ticket_id=message.ticket_id,
        direction=Message.Direction.INBOUND,
        is_automatic=False,
        created_at__lte=message.created_at,
    )
    return earlier.order_by("-created_at", "-id").first()


def _standing_messages() -> QuerySet[Message]:
    return Message.objects.filter(retracted_at__isnull=True).defer("search", "body_html")


def _said(message: Message | None) -> Said | None:
    if message is None:
        return None
    shown = beginning(message.body_text)
    return Said(message, linked(shown), len(shown) < len(message.body_text))
