"""The same change of many tickets: each is changed or refused by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.handling import assign, set_priority
from tickets.actions.locks import lock_ticket
from tickets.actions.moving import move_ticket
from tickets.actions.needing_answer import no_answer_needed
from tickets.domain.statuses import Event
from tickets.models import Priority, Ticket
from workload.models import Employee

type State = dict[str, Any]
STATE = ("status", "priority", "assignee_id", "no_answer_needed_at")


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What to change; None leaves a thing as it is. `unassign` takes the assignee away; `no_answer`: what the client
    wrote needs none."""

    event: Event | None = None
    priority: Priority | None = None
    assignee: Employee | None = None
    unassign: bool = False
    no_answer: bool = False


@dataclass(slots=True)
class BulkOutcome:
    """Numbers of the tickets that were changed, and those refused with the reason. `changes`: what each changed ticket
    was before and after, as JSON can carry it, to be undone by."""

    changed: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)


def change_tickets(*, tickets: Iterable[Ticket], change: BulkChange, by: Viewer, at: datetime) -> BulkOutcome:
    """Changes each ticket wholly or not at all, in the order of their numbers."""
    outcome = BulkOutcome()
    for ticket in sorted(tickets, key=lambda each: each.number):
        try:
            before, after = change_ticket(ticket=ticket, change=change, by=by, at=at)
            outcome.changed.append(ticket.number)
            outcome.changes.append({"number": ticket.number, "before": before, "after": after})
        except Refused as refusal:
            outcome.refused.append((ticket.number, str(refusal)))
    return outcome


@transaction.atomic
def change_ticket(*, ticket: Ticket, change: BulkChange, by: Viewer, at: datetime) -> tuple[State, State]:
    """One ticket's part: what it was, and what it is. Handing over comes last, because it may end one's right to the
    rest."""
    locked = lock_ticket(ticket, by=by)
    before = state_of(locked)
    if change.no_answer:
        no_answer_needed(ticket=ticket, by=by, at=at)
    if change.event is not None:
        move_ticket(ticket=ticket, event=change.event, by=by, at=at)
    if change.priority is not None:
        set_priority(ticket=ticket, priority=change.priority, by=by, at=at)
    if change.assignee is not None or change.unassign:
        assign(ticket=ticket, to=change.assignee, by=by, at=at)
    locked.refresh_from_db(fields=list(STATE))
    return before, state_of(locked)


def state_of(ticket: Ticket) -> State:
    """What a change of many can change, as JSON can carry it."""
    values = {name: getattr(ticket, name) for name in STATE}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
