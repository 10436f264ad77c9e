"""Messages that go from one ticket to another with all that hangs on them (T7). Both tickets are locked."""

from datetime import datetime

from support_desk.shared.viewer import Viewer
from tickets.actions.items.settling import count_items
from tickets.actions.moving import apply_event
from tickets.actions.owed import recount_waiting, standing_promise
from tickets.actions.sla.settling import note_no_answer_needed, note_waiting_again
from tickets.domain.statuses import Event, Party, Status
from tickets.models import LetterItem, Message, Ticket

ASLEEP = (Status.WAITING_CLIENT, Status.RESOLVED)


def move_messages(messages: list[int], *, source: Ticket, target: Ticket) -> None:
    """The messages with these keys and their items are the target's; each remembers where it came from."""
    Message.objects.filter(pk__in=messages, ticket=source).update(ticket=target, moved_from=source)
    LetterItem.objects.filter(message__in=messages).update(ticket=target)


def tell_anew(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    """Figures, preview, waiting and promises of a ticket whose messages are others now. The caller saves it.

    Who begins to wait here waits from their message on, by a clock without a message: that has its clock elsewhere.
    """
    told = ticket.messages.filter(retracted_at__isnull=True).order_by("created_at", "id")
    ticket.message_count = told.count()
    last = told.last()
    public = told.exclude(direction=Message.Direction.INTERNAL).last()
    ticket.last_message_at = last.created_at if last else ticket.created_at
    ticket.preview = " ".join(public.body_text[:400].split())[:200] if public else ""
    count_items(ticket)
    before = ticket.waiting_since
    ticket.waiting_since = recount_waiting(ticket)
    ticket.promised_until = standing_promise(ticket)
    if before is None and ticket.waiting_since is not None:
        note_waiting_again(ticket)
        if Status(ticket.status) in ASLEEP:
            apply_event(ticket, Event.CLIENT_WRITES, party=Party.SYSTEM, by=by, at=at)
    elif before is not None and ticket.waiting_since is None:
        note_no_answer_needed(ticket, at=at)
