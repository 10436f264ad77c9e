"""Saying that a letter needs no answer (T5)."""

from datetime import datetime

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.saving import save_ticket
from tickets.actions.sla.settling import note_no_answer_needed
from tickets.actions.thanking import check_no_questions, close_again
from tickets.models import Ticket
from tickets.permissions import check_can_work_on


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


def _saved(ticket: Ticket, action: str, before: dict[str, datetime | None], *, by: Viewer, at: datetime) -> Ticket:
    save_ticket(ticket, by=by, at=at)
    audit.record(action=action, target=ticket, by=by, at=at, before=before, after=_facts(ticket))
    return ticket


def _facts(ticket: Ticket) -> dict[str, datetime | None]:
    return {"waiting_since": ticket.waiting_since, "no_answer_needed_at": ticket.no_answer_needed_at}
