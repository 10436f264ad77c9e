"""Putting a ticket out of sight until a day, and bringing it back (T7). Whoever writes wakes it (`save_ticket`)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.notices import Note, notify
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.saving import save_ticket
from tickets.models import Ticket, TicketStatus
from tickets.notifications.tools import WOKEN, ticket_facts, ticket_path
from tickets.permissions import check_can_work_on
from workload.queries.employees import employee_or_none

LONGEST = timedelta(days=366)
CHUNK = 200


@transaction.atomic
def snooze(*, ticket: Ticket, until: datetime, by: Viewer, at: datetime) -> Ticket:
    """Out of the queue until `until`. Refused, naming the field, while the client waits, for a closed ticket, for a
    time that is past or more than a year away."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    if locked.status == TicketStatus.CLOSED:
        raise Refused(_("The ticket is closed: it is out of sight already."))
    if locked.waiting_since is not None:
        raise Refused(_("The client waits. Answer first, or promise an answer by a date."))
    if not at < until <= at + LONGEST:
        raise Refused(_("Choose a time to come, within a year."), field="until")
    before = locked.snoozed_until
    locked.snoozed_until, locked.snoozed_by = until, employee_or_none(by)
    audit.record(action="ticket.snooze", target=locked, by=by, at=at, before={"until": before}, after={"until": until})
    save_ticket(locked, by=by, at=at)
    return locked


@transaction.atomic
def wake(*, ticket: Ticket, by: Viewer, at: datetime) -> Ticket:
    """Back in the queue now; one that is awake stays as it is."""
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    if locked.snoozed_until is not None:
        _wake(locked, by=by, at=at)
    return locked


def wake_due(*, at: datetime) -> int:
    """Brings back what was snoozed until now and tells who had snoozed it; returns how many. Two at once share them."""
    total = 0
    while woken := _wake_chunk(at=at):
        total += woken
        if woken < CHUNK:
            break
    return total


@transaction.atomic
def _wake_chunk(*, at: datetime) -> int:
    by = Viewer.system(at)
    waiting = Ticket.objects.filter(snoozed_until__lte=at).select_for_update(of=("self",), skip_locked=True)
    found = list(
        waiting.select_related("project", "department", "sla_policy", "calendar", "snoozed_by").order_by("id")[:CHUNK]
    )
    told = [_note(ticket, at=at) for ticket in found if ticket.snoozed_by]
    for ticket in found:
        _wake(ticket, by=by, at=at)
    notify(told, at=at)
    return len(found)


def _wake(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    audit.record(action="ticket.wake", target=ticket, by=by, at=at, before={"until": ticket.snoozed_until})
    ticket.snoozed_until = ticket.snoozed_by = None
    save_ticket(ticket, by=by, at=at)


def _note(ticket: Ticket, *, at: datetime) -> Note:
    assert ticket.snoozed_by is not None
    assert ticket.snoozed_until is not None
    return Note(
        user_id=ticket.snoozed_by.user_id,
        kind=WOKEN,
        key=f"woken:{ticket.pk}:{ticket.snoozed_until.timestamp():.0f}",
        facts=ticket_facts(ticket),
        url=ticket_path(ticket),
        deliver_at=at,
        department_id=ticket.department_id,
    )
