"""Saying that a bare thank-you needs no answer (T5)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.moving import apply_event
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import note_never_reopened, note_no_answer_needed
from tickets.actions.unfinished import is_anything_left
from tickets.domain.statuses import Event, Party, Status
from tickets.models import Message, Ticket
from tickets.permissions import check_can_work_on


@transaction.atomic
def no_answer_needed(*, ticket: Ticket, by: Viewer, at: datetime) -> Ticket:
    """A bare thank-you needs no answer: a person says so, and it is logged. A closed ticket that it has opened is
    closed again. Refused while questions of a letter are neither answered nor promised: those are no thanks."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    if locked.settled_item_count < locked.item_count:
        raise Refused(_("Questions of the letter are open. Answer them, or promise an answer by a date."))
    has_opened_it = _was_reopened_by_letter(locked)
    note_no_answer_needed(locked, at=at)
    before, after = audit.changes(locked, waiting_since=None, no_answer_needed_at=at)
    for name, value in after.items():
        setattr(locked, name, value)
    audit.record(action="ticket.no_answer_needed", target=locked, by=by, at=at, before=before, after=after)
    if has_opened_it and not is_anything_left(locked):
        note_never_reopened(locked, at=at)
        apply_event(locked, Event.CLOSE, party=Party.STAFF, by=by, at=at)
    save_ticket(locked, by=by, at=at)
    return locked


def _was_reopened_by_letter(ticket: Ticket) -> bool:
    """Whether it is open only because the client, who waits, wrote to the closed ticket. Two statements."""
    last = ticket.status_changes.order_by("id").last()
    if ticket.waiting_since is None or last is None or last.event != Event.REOPEN or last.before != Status.CLOSED:
        return False
    letters = ticket.messages.filter(direction=Message.Direction.INBOUND, is_automatic=False, created_at=last.at)
    return letters.exists()
