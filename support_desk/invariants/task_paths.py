"""I7 of tasks: every history is a path in their table, and ends at what the task says."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected
from tickets.domain.tasks import TASK_TRANSITIONS

FORBIDDEN = """
SELECT change.task_id, change.before, change.event, change.after FROM tickets_taskchange change
WHERE NOT (change.before || ' ' || change.event || ' ' || change.after) = ANY(%s)
"""
JUMPS = """
SELECT task_id, previous, before FROM (
  SELECT task_id, before, lag(after, 1, '') OVER (PARTITION BY task_id ORDER BY id) previous
  FROM tickets_taskchange) step
WHERE before <> previous
"""
WRONG_END = """
SELECT task.id, task.status, coalesce(last.after, 'nothing') FROM tickets_task task
LEFT JOIN (SELECT DISTINCT ON (task_id) task_id, after FROM tickets_taskchange ORDER BY task_id, id DESC) last
  ON last.task_id = task.id
WHERE task.status <> coalesce(last.after, '')
"""
BEGINNING = " offer offered"


def check() -> Iterator[Broken]:
    moves = [f"{before} {event} {after}" for (before, event), (_parties, after) in TASK_TRANSITIONS.items()]
    yield from selected(FORBIDDEN, [[*moves, BEGINNING]], kind="task", detail="went from {1} by {2} to {3}")
    yield from selected(JUMPS, kind="task", detail="was {1}, and its next change starts from {2}")
    yield from selected(WRONG_END, kind="task", detail="is {1}, its history ends at {2}")


TASK_PATHS = Invariant("I7", "Every history of a task is a path in its table and ends here.", check)
