"""W2, W3: a task's agreed time is what was agreed, and no more than that is billed."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected
from tickets.models import WorkPolicy

MISCOUNTED = """
SELECT task.id, task.agreed_minutes, agreed.minutes FROM tickets_task task
LEFT JOIN (
  SELECT estimate.task_id, estimate.minutes + coalesce(sum(overrun.minutes), 0) minutes
  FROM tickets_estimate estimate
  LEFT JOIN tickets_overrun overrun ON overrun.task_id = estimate.task_id AND overrun.state = 'agreed'
  WHERE estimate.state = 'approved' GROUP BY estimate.id
) agreed ON agreed.task_id = task.id
WHERE task.agreed_minutes IS DISTINCT FROM agreed.minutes
"""
OVERBILLED = """
SELECT task.id, billed.minutes, coalesce(task.agreed_minutes, passing.minutes) FROM tickets_task task
JOIN tickets_ticket ticket ON ticket.id = task.ticket_id
JOIN (
  SELECT task_id, sum(billable_minutes) minutes FROM tickets_timeentry WHERE task_id IS NOT NULL GROUP BY task_id
) billed ON billed.task_id = task.id
CROSS JOIN LATERAL (
  SELECT greatest(%s, max(policy.threshold_minutes)) minutes FROM tickets_workpolicy policy
  WHERE policy.department_id = ticket.department_id OR policy.department_id IS NULL
) passing
WHERE billed.minutes > coalesce(task.agreed_minutes, passing.minutes) OR billed.minutes < 0
"""


def check_agreed() -> Iterator[Broken]:
    yield from selected(MISCOUNTED, kind="task", detail="says {1} minutes are agreed, its lines say {2}")


def check_billed() -> Iterator[Broken]:
    """Before an agreement the threshold of any time bounds it."""
    usual = WorkPolicy().threshold_minutes
    yield from selected(OVERBILLED, [usual], kind="task", detail="bills {1} minutes of {2}")


AGREED_TIME = Invariant("W2", "A task’s agreed time is its approved estimate and its agreed overruns.", check_agreed)
BILLED_TIME = Invariant("W3", "No more is billed on a task than was agreed, or passes without.", check_billed)
