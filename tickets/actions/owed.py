"""What a ticket owes its client, told by its messages alone (T5)."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from tickets.domain.waiting import Said, waiting_since
from tickets.models import LetterItem, Message, Ticket, TicketStatus


def recount_waiting(ticket: Ticket) -> datetime | None:
    """`waiting_since` from the messages and their items; taken-back replies and what needed no answer are left out.
    Nobody waits in a closed ticket."""
    if ticket.status == TicketStatus.CLOSED:
        return None
    counted = ticket.messages.filter(retracted_at__isnull=True)
    if ticket.no_answer_needed_at:
        counted = counted.filter(created_at__gt=ticket.no_answer_needed_at)
    has_open_items = Exists(LetterItem.objects.unsettled().filter(message=OuterRef("pk")))
    said = counted.values_list("created_at", "direction", "is_automatic", has_open_items)
    return waiting_since(
        Said(at, direction == "in", direction != "internal", is_automatic=automatic, has_open_items=owes)
        for at, direction, automatic, owes in said
    )


def standing_promise(ticket: Ticket) -> datetime | None:
    """What the last reply that really left has promised; an answer without a promise has kept the earlier one. A
    closed ticket promises nothing."""
    if ticket.status == TicketStatus.CLOSED:
        return None
    sent = ticket.messages.filter(direction=Message.Direction.OUTBOUND, retracted_at__isnull=True, is_automatic=False)
    return sent.order_by("-created_at", "-id").values_list("promised_until", flat=True).first()
