"""What a ticket owes its client, told by its messages and their questions alone (T5, T6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from tickets.domain.waiting import Said, waiting_since
from tickets.models import LetterItem, Message, Ticket, TicketStatus


@dataclass(frozen=True, slots=True)
class PromisedItems:
    """The questions of a ticket that were ever promised."""

    rows: tuple[LetterItem, ...] = ()

    @property
    def standing(self) -> frozenset[datetime]:
        """Times by which one is promised that is not answered yet."""
        promised = (row.promised_until for row in self.rows if row.state == LetterItem.State.PROMISED)
        return frozenset(filter(None, promised))

    def kept_by(self, message: Message) -> frozenset[datetime]:
        """Times for which `message`, a reply, has answered the last question that was promised."""
        answered = (row.promised_until for row in self.rows if row.answered_by_id == message.pk)
        return frozenset(filter(None, answered)) - self.standing

    def nearest(self, message_id: int | None, promised_until: datetime | None) -> datetime | None:
        """The first time that is promised still, with what the last reply has promised. Where that were questions, it
        holds only while one of them is open."""
        theirs = [row for row in self.rows if row.promised_by_id == message_id]
        is_over = theirs and all(row.state == LetterItem.State.ANSWERED for row in theirs)
        return earliest([*self.standing, None if is_over else promised_until])


def earliest(times: Iterable[datetime | None]) -> datetime | None:
    return min(filter(None, times), default=None)


def promised_items(ticket: Ticket) -> PromisedItems:
    """One statement, and none for a ticket without items."""
    if not ticket.item_count:
        return PromisedItems()
    fields = ("state", "promised_by_id", "promised_until", "answered_by_id")
    return PromisedItems(tuple(ticket.items.filter(promised_until__isnull=False).only(*fields)))


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
    """The first time by which an answer is promised: by the last reply that really left, for an answer without a
    promise has kept the earlier one, or for questions that are not answered yet. A closed ticket promises nothing."""
    if ticket.status == TicketStatus.CLOSED:
        return None
    sent = ticket.messages.filter(direction=Message.Direction.OUTBOUND, retracted_at__isnull=True, is_automatic=False)
    last = sent.order_by("-created_at", "-id").values_list("pk", "promised_until").first()
    return promised_items(ticket).nearest(*(last or (None, None)))
