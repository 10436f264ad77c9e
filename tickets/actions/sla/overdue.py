"""A promise that was late before a sweep came by: it broke all the same, whatever ends or pauses it now (S3)."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from support_desk.shared import audit
from support_desk.shared.notices import notify
from support_desk.shared.viewer import Viewer
from tickets.actions.sla.telling import Group, notes_for
from tickets.domain.clock_plans import BREACH
from tickets.domain.clocks import ClockFacts, ClockState, EndReason
from tickets.domain.escalation import OPERATOR
from tickets.domain.sla import ROLES
from tickets.models import Clock, ClockStep, Ticket
from tickets.queries.answerers import answerers_of


def break_late(row: Clock, now: ClockFacts) -> tuple[ClockStep, ...]:
    """Notes on a row that has run until it became `now` that it broke before, and who answered when it did.

    Returns the steps it had come to, not yet written; none when it was in time. What is entered afterwards counts
    when it happened. Of one that only pauses the ladder is left to the sweep. One statement when it broke.
    """
    ended = now.pauses[-1][0] if now.state is ClockState.PAUSED else now.finished_at
    due = _due(row)
    if due is None or ended is None or ended <= due or row.breached_at is not None:
        return ()
    row.breached_at = due
    row.answerer_id = answerers_of([row.ticket_id], due)[row.ticket_id].employee_id
    is_over = now.finished_at is not None
    first, row.steps_done = row.steps_done, bisect_right(row.plan, ended) if is_over else _breach_of(row) + 1
    return tuple(
        ClockStep(clock=row, position=position, step=row.plan_steps[position], at=row.plan[position], swept_at=ended)
        for position in range(first, row.steps_done)
    )


def write_broken(broken: Sequence[tuple[Ticket, Sequence[ClockStep]]]) -> None:
    """The steps of such clocks in one statement, in the trails of their tickets what a sweep would have said, and to
    people what it would have told them."""
    ClockStep.objects.bulk_create([step for _ticket, steps in broken for step in steps])
    for ticket, steps in broken:
        row, at = steps[-1].clock, steps[-1].swept_at
        after = {"kind": row.kind, "steps": [one.step for one in steps], "due": [one.at.isoformat() for one in steps]}
        audit.record(
            action="clock.breach",
            target=row,
            by=Viewer.system(at),
            at=at,
            after=after,
            scope=ticket.scope,
            department_id=ticket.department_id,
        )
    latest = max(steps[-1].swept_at for _ticket, steps in broken)
    notify(notes_for([_group(ticket, steps) for ticket, steps in broken], at=latest), at=latest)


def _due(row: Clock) -> datetime | None:
    """When a clock that ran was due; one that closing had cancelled is answered as if it had run on."""
    if row.end_reason == EndReason.CLOSED and row.plan:
        return row.plan[_breach_of(row)]
    return row.due_at


def _breach_of(row: Clock) -> int:
    return row.plan_steps.index(BREACH)


def _group(ticket: Ticket, steps: Sequence[ClockStep]) -> Group:
    """One clock for the notices. Whoever answers late knows it: without a ladder the operator, or who comes after them,
    is told as well."""
    row, first = steps[0].clock, steps[0].position
    names = [one.step for one in steps]
    return Group(
        department_id=ticket.department_id,
        answerer_id=row.answerer_id,
        answered_then=None,
        policy_id=row.policy_id,
        policy_number=row.policy_number,
        before=row.plan_steps[:first],
        steps=names if set(row.plan_steps) & set(ROLES) else [*names, OPERATOR],
        clocks=1,
        digest=f"{row.pk}:{first}",
        sample=[{"number": ticket.number, "subject": ticket.subject}],
    )
