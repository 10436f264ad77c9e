"""A promise that was late before a sweep came by: it broke all the same, whatever ends or pauses it now (S3)."""

from collections.abc import Sequence

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.domain.clock_plans import BREACH
from tickets.domain.clocks import ClockFacts, ClockState
from tickets.models import Clock, ClockStep, Ticket
from tickets.queries.answerers import answerers_of


def break_late(row: Clock, now: ClockFacts) -> tuple[ClockStep, ...]:
    """Notes on a row that has run until it became `now` that it broke before, and who answered when it did.

    Returns the steps up to the breach, not yet written; none when it was in time. What is entered afterwards counts
    when it happened. The ladder is left to the sweep, should the clock run on. One statement when it broke.
    """
    ended = now.pauses[-1][0] if now.state is ClockState.PAUSED else now.finished_at
    due = row.due_at
    if due is None or ended is None or ended <= due or row.breached_at is not None:
        return ()
    row.breached_at = due
    row.answerer_id = answerers_of([row.ticket_id], due)[row.ticket_id].employee_id
    first, row.steps_done = row.steps_done, row.plan_steps.index(BREACH) + 1
    return tuple(
        ClockStep(clock=row, position=position, step=row.plan_steps[position], at=row.plan[position], swept_at=ended)
        for position in range(first, row.steps_done)
    )


def write_broken(broken: Sequence[tuple[Ticket, Sequence[ClockStep]]]) -> None:
    """The steps of such clocks in one statement, and in the trails of their tickets what a sweep would have said."""
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
