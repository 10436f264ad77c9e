"""What a bare thank-you is, and that it does not reopen a closed ticket (T5). The ticket is locked."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.moving import apply_event
from tickets.actions.sla.settling import note_never_reopened
from tickets.actions.unfinished import is_anything_left
from tickets.domain.statuses import Event, Party, Status
from tickets.models import Message, Ticket


def check_no_questions(ticket: Ticket) -> None:
    """Refused while questions of a letter are neither answered nor promised: those are no thanks."""
    if ticket.settled_item_count < ticket.item_count:
        raise Refused(_("Questions of the letter are open. Answer them, or promise an answer by a date."))


def close_again(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    """Closed as it was, when it is open only because of the thanks and nothing is left to do in it. The caller saves
    it; at most three statements where there is nothing to close."""
    if _was_reopened_by_letter(ticket) and not is_anything_left(ticket):
        note_never_reopened(ticket, at=at)
        apply_event(ticket, Event.CLOSE, party=Party.STAFF, by=by, at=at)


def _was_reopened_by_letter(ticket: Ticket) -> bool:
    """Whether nothing has happened to its status since the client wrote to the closed ticket. Two statements."""
    last = ticket.status_changes.order_by("id").last()
    if last is None or last.event != Event.REOPEN or last.before != Status.CLOSED:
        return False
    letters = ticket.messages.filter(direction=Message.Direction.INBOUND, is_automatic=False, created_at=last.at)
    return letters.exists()
