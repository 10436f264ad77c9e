"""S2, W2: the clock of an approval runs while its line waits for us, and stands still while it is with the client."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

# An estimate or overrun of a finished task waits for nobody; what the client was asked before is theirs to decide.
DISAGREES = """
SELECT clock.id, clock.state, line.state
FROM tickets_clock clock
JOIN (
  SELECT 'estimate' AS kind, id, task_id, state FROM tickets_estimate
  UNION ALL SELECT 'overrun', id, task_id, state FROM tickets_overrun
) line ON line.kind = CASE WHEN clock.estimate_id IS NULL THEN 'overrun' ELSE 'estimate' END
  AND line.id = coalesce(clock.estimate_id, clock.overrun_id)
JOIN tickets_task task ON task.id = line.task_id
WHERE clock.kind = 'approval' AND clock.state IN ('running', 'paused')
  AND (clock.ticket_id <> task.ticket_id OR clock.state <> CASE
    WHEN line.state IN ('mentor', 'manager', 'reported') AND task.finished_at IS NULL THEN 'running'
    WHEN line.state = 'client' THEN 'paused' ELSE 'over' END)
"""


def check() -> Iterator[Broken]:
    yield from selected(DISAGREES, kind="clock", detail="of an approval is {1} while its line is {2}")


APPROVAL_CLOCKS = Invariant("S2", "The clock of an approval is where its estimate or overrun is.", check)
