"""Output: norm-hours against those expected of the hours worked (Y2, W3, W5, L9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final

from payroll.domain.spans import Evidence, Found, Span
from payroll.domain.targets import MINUTES, output_target
from payroll.models import LineEvidence
from payroll.queries.measures.asked import Asked, measured, rows_of
from tickets.models import WorkPolicy

# Communication counts when tied to a message or a call, and work by its norm on its own day. Execution of a task counts
# once: on its own day or when the result was first accepted, whichever is later; without a norm what was spent counts,
# for all who worked on the task together no more than was agreed, or than needs no agreement. Rework never counts.
STATEMENT: Final = """
, direct AS (
  SELECT span.place, entry.id, entry.norm_minutes AS norm, entry.actual_minutes AS actual
  FROM span
  JOIN tickets_timeentry entry
    ON entry.employee_id = span.employee_id AND entry.worked_on BETWEEN span.first AND span.last
  JOIN workload_operation operation ON operation.id = entry.operation_id
  WHERE NOT entry.is_rework AND entry.norm_minutes <> 0 AND CASE operation.kind
    WHEN 'communication' THEN entry.message_id IS NOT NULL
    WHEN 'execution' THEN entry.task_id IS NULL
    ELSE true END
), touched AS (
  SELECT entry.task_id
  FROM span
  JOIN tickets_timeentry entry
    ON entry.employee_id = span.employee_id AND entry.worked_on BETWEEN span.first AND span.last
  WHERE entry.task_id IS NOT NULL
  UNION
  SELECT task_id FROM tickets_taskchange WHERE event = 'check' AND at >= %(begins)s AND at < %(ends)s
), accepted AS MATERIALIZED (
  SELECT change.task_id, min(change.at) AS at
  FROM touched JOIN tickets_taskchange change ON change.task_id = touched.task_id AND change.event = 'check'
  GROUP BY change.task_id
), capped AS MATERIALIZED (
  SELECT accepted.task_id, accepted.at, coalesce(task.agreed_minutes, (
    SELECT policy.threshold_minutes FROM tickets_workpolicy policy
    WHERE (policy.department_id = ticket.department_id OR policy.department_id IS NULL)
      AND policy.starts_on <= accepted.at::date
    ORDER BY policy.department_id NULLS LAST, policy.starts_on DESC LIMIT 1
  ), %(threshold)s) AS minutes
  FROM accepted
  JOIN tickets_task task ON task.id = accepted.task_id
  JOIN tickets_ticket ticket ON ticket.id = task.ticket_id
), execution AS (
  SELECT entry.id, entry.employee_id, entry.worked_on, capped.at, entry.actual_minutes AS actual, entry.norm_minutes,
    capped.minutes, sum(CASE WHEN entry.norm_minutes = 0 THEN entry.actual_minutes ELSE 0 END)
      OVER (PARTITION BY entry.task_id ORDER BY entry.worked_on, entry.id) AS spent
  FROM capped
  JOIN tickets_timeentry entry ON entry.task_id = capped.task_id
  JOIN workload_operation operation ON operation.id = entry.operation_id
  WHERE NOT entry.is_rework AND entry.overrun_id IS NULL AND operation.kind = 'execution'
), counted AS (
  SELECT * FROM direct
  UNION ALL
  SELECT span.place, execution.id, CASE WHEN execution.norm_minutes <> 0 THEN execution.norm_minutes
    ELSE least(execution.minutes, execution.spent) - least(execution.minutes, execution.spent - execution.actual)
    END, execution.actual
  FROM execution
  JOIN span ON span.employee_id = execution.employee_id
    AND greatest(execution.worked_on, (execution.at AT TIME ZONE span.zone)::date) BETWEEN span.first AND span.last
)
SELECT place, sum(norm), sum(actual), array_agg(id ORDER BY id) FROM counted GROUP BY place
"""


@dataclass(frozen=True, slots=True)
class Done:
    """Norm-minutes that count, the minutes really spent on that work, and the time entries."""

    norm_minutes: int = 0
    actual_minutes: int = 0
    entry_ids: tuple[int, ...] = ()


def done_by(asked: Asked, spans: Sequence[Span]) -> Mapping[int, Done]:
    """{place: what was done in the span}; nothing of those who logged nothing. One statement."""
    threshold = WorkPolicy._meta.get_field("threshold_minutes").get_default()
    statement = STATEMENT.replace("%(threshold)s", str(int(threshold)))
    return {
        place: Done(int(norm), int(actual), tuple(ids)) for place, norm, actual, ids in rows_of(statement, asked, spans)
    }


class Output:
    """Norm-hours ÷ the ramped hours of the days worked."""

    code: ClassVar[str] = "output"
    has_target: ClassVar[bool] = True
    is_summed: ClassVar[bool] = True

    def found(self, asked: Asked) -> Mapping[int, Found]:
        return self.by_all(asked, done_by(asked, asked.measuring(self.code)))

    def by_all(self, asked: Asked, done: Mapping[int, Done]) -> Mapping[int, Found]:
        """The same by what was read already. No statement."""
        spans = asked.measuring(self.code)
        return {span.place: self._found(asked, span, done.get(span.place, Done())) for span in spans}

    def _found(self, asked: Asked, span: Span, done: Done) -> Found:
        component = asked.component(span, self.code)
        percent = None if component is None or component.target is None else Fraction(component.target)
        target = output_target(asked.worked[span.place].target_minutes, percent) / MINUTES
        evidence = Evidence(LineEvidence.Source.TIME_ENTRIES, done.entry_ids)
        return measured(target, Fraction(done.norm_minutes, MINUTES), evidence)
