"""I3: every step of every promise was taken exactly once; S2: only running clocks are due, and tickets repeat them."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

MISCOUNTED = """
SELECT clock.id, clock.steps_done, coalesce(taken.steps, 0) FROM tickets_clock clock
LEFT JOIN (
  SELECT clock_id, count(*) steps, max(position) "last" FROM tickets_clockstep GROUP BY clock_id
) taken ON taken.clock_id = clock.id
WHERE clock.steps_done <> coalesce(taken.steps, 0) OR coalesce(taken."last" + 1, 0) <> coalesce(taken.steps, 0)
"""
OTHER_STEP = """
SELECT clock.id, step.position, step.step, step.at FROM tickets_clockstep step
JOIN tickets_clock clock ON clock.id = step.clock_id
WHERE clock.plan_steps[step.position + 1] IS DISTINCT FROM step.step
   OR clock.plan[step.position + 1] IS DISTINCT FROM step.at
"""
BREACHES = """
SELECT clock.id, clock.breached_at, coalesce(broken.steps, 0) FROM tickets_clock clock
LEFT JOIN (
  SELECT clock_id, count(*) steps, min(at) at FROM tickets_clockstep WHERE step = 'breach' GROUP BY clock_id
) broken ON broken.clock_id = clock.id
WHERE (clock.breached_at IS NOT NULL)::int <> coalesce(broken.steps, 0)
   OR clock.breached_at IS DISTINCT FROM broken.at
"""
DUE = """
SELECT clock.id, clock.state, clock.due_at, clock.next_at FROM tickets_clock clock
WHERE CASE WHEN clock.state = 'running'
      THEN clock.due_at IS DISTINCT FROM clock.plan[array_position(clock.plan_steps, 'breach')]
        OR clock.next_at IS DISTINCT FROM clock.plan[clock.steps_done + 1]
      ELSE clock.due_at IS NOT NULL OR clock.next_at IS NOT NULL END
"""
PAUSES = """
SELECT clock.id, clock.state, count(pause.id) FILTER (WHERE pause.ends_at IS NULL) FROM tickets_clock clock
JOIN tickets_clockpause pause ON pause.clock_id = clock.id
GROUP BY clock.id
HAVING (clock.state = 'paused')::int <> count(pause.id) FILTER (WHERE pause.ends_at IS NULL)
"""
REPEATED = """
SELECT ticket.number, ticket.next_due_at, owed.due_at, ticket.is_breached, coalesce(owed.is_breached, false)
FROM tickets_ticket ticket
LEFT JOIN (
  SELECT ticket_id, min(due_at) due_at, bool_or(breached_at IS NOT NULL) is_breached,
         (array_agg(kind ORDER BY due_at, id))[1] kind
  FROM tickets_clock WHERE state IN ('running', 'paused') GROUP BY ticket_id
) owed ON owed.ticket_id = ticket.id
WHERE ticket.next_due_at IS DISTINCT FROM owed.due_at OR ticket.is_breached <> coalesce(owed.is_breached, false)
   OR ticket.next_due_kind <> CASE WHEN owed.due_at IS NULL THEN '' ELSE owed.kind END
"""


def check_steps() -> Iterator[Broken]:
    yield from selected(MISCOUNTED, kind="clock", detail="says it has taken {1} steps and has {2}")
    yield from selected(OTHER_STEP, kind="clock", detail="has step {2} of {3} where its plan says another")
    yield from selected(BREACHES, kind="clock", detail="says it broke at {1} and has {2} breaches")


def check_due() -> Iterator[Broken]:
    yield from selected(DUE, kind="clock", detail="is {1} and due at {2}, next at {3}, against its plan")
    yield from selected(PAUSES, kind="clock", detail="is {1} and has {2} pauses that last")
    yield from selected(
        REPEATED, kind="ticket", detail="says it is due {1}, its clocks {2}; broken {3}, its clocks {4}"
    )


CLOCK_STEPS = Invariant("I3", "Every breached clock has exactly one breach and one row for each step.", check_steps)
CLOCKS_DUE = Invariant("S2", "Only running clocks are due, and tickets repeat what their clocks say.", check_due)
