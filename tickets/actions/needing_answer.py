"""Saying that a letter needs no answer, and that it needs one after all (T5)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.moving import apply_event
from tickets.actions.owed import recount_waiting
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import note_no_answer_needed, note_waiting_again
from tickets.actions.thanking import check_no_questions, close_again
from tickets.domain.statuses import Event, Party, Status
from tickets.models import Message, Ticket
from tickets.permissions import check_can_work_on

JUST_BEFORE = timedelta(microseconds=1)


@transaction.atomic
def no_answer_needed(*, ticket: Ticket, by: Viewer, at: datetime) -> Ticket:
    """A bare thank-you needs no answer: a person says so, and it is logged. A closed ticket that it has opened is
    closed again. Refused while questions of a letter are open. Where nobody waits nothing changes."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    if locked.waiting_since is None:
        return locked
    check_no_questions(locked)
    note_no_answer_needed(locked, at=at)
    before = _facts(locked)
    locked.waiting_since, locked.no_answer_needed_at = None, at
    close_again(locked, by=by, at=at)
    return _saved(locked, "ticket.no_answer_needed", before, by=by, at=at)


@transaction.atomic
def answer_needed(*, ticket: Ticket, by: Viewer, at: datetime) -> Ticket:
    """The client's last letter of which that was said needs an answer after all: they wait since they wrote it. Refused
    when nobody has said so, and once it was answered or closed. Where the client waits
    already nothing changes."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    if locked.waiting_since is not None:
        return locked
    said = locked.no_answer_needed_at
    letters = locked.messages.filter(direction=Message.Direction.INBOUND, is_automatic=False)
    last = letters.filter(created_at__lte=said).order_by("created_at", "id").last() if said else None
    if last is None:
        raise Refused(_("Nobody has said here that no answer is needed."))
    if _wait(locked, last.created_at - JUST_BEFORE, by=by, at=at).waiting_since is None:
        raise Refused(_("The client was answered since, or the ticket is closed: nobody waits."))
    return locked


@transaction.atomic
def restore_need(*, ticket: Ticket, said_at: datetime | None, by: Viewer, at: datetime) -> Ticket:
    """Undo: as if nobody had said so since `said_at`, the time before, None when nobody ever had."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    return _wait(locked, said_at, by=by, at=at) if locked.no_answer_needed_at != said_at else locked


def _wait(ticket: Ticket, said_at: datetime | None, *, by: Viewer, at: datetime) -> Ticket:
    """Whoever waited waits again, by the clock that was cancelled. Nobody waits in a closed ticket, unless that was
    closed for needing no answer."""
    before = _facts(ticket)
    if ticket.status == Status.CLOSED and ticket.closed_at == ticket.no_answer_needed_at:
        apply_event(ticket, Event.REOPEN, party=Party.STAFF, by=by, at=at)
    ticket.no_answer_needed_at = said_at
    ticket.waiting_since = recount_waiting(ticket)
    if before["waiting_since"] is None and ticket.waiting_since is not None:
        note_waiting_again(ticket)
    return _saved(ticket, "ticket.answer_needed", before, by=by, at=at)


def _saved(ticket: Ticket, action: str, before: dict[str, datetime | None], *, by: Viewer, at: datetime) -> Ticket:
    save_ticket(ticket, by=by, at=at)
    audit.record(action=action, target=ticket, by=by, at=at, before=before, after=_facts(ticket))
    return ticket


def _facts(ticket: Ticket) -> dict[str, datetime | None]:
    return {"waiting_since": ticket.waiting_since, "no_answer_needed_at": ticket.no_answer_needed_at}
