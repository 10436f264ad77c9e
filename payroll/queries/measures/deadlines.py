"""Deadlines: promises to clients that were kept, of those that came due (Y2, S2)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, Final

from payroll.domain.spans import Evidence, Found
from payroll.models import LineEvidence
from payroll.queries.measures.asked import Asked, measured, rows_of

# A clock comes due when it breaks, else when it is met; it counts for whoever answered then, whatever came after. One
# that is no longer counted is nobody's.
STATEMENT: Final = """
, due AS (
  SELECT span.place, span.first, span.last, span.zone, clock.id, clock.breached_at, clock.finished_at
  FROM span
  JOIN tickets_clock clock ON clock.answerer_id = span.employee_id AND clock.finished_at >= %(begins)s
  WHERE clock.state = 'met'
  UNION ALL
  SELECT span.place, span.first, span.last, span.zone, clock.id, clock.breached_at, NULL
  FROM tickets_clock clock
  JOIN span ON clock.answerer_id = span.employee_id
  WHERE clock.state IN ('running', 'paused') AND clock.breached_at >= %(begins)s AND clock.breached_at < %(ends)s
)
SELECT place, count(*), count(*) FILTER (WHERE breached_at IS NULL), array_agg(id ORDER BY id)
FROM due
WHERE (coalesce(breached_at, finished_at) AT TIME ZONE zone)::date BETWEEN first AND last
GROUP BY place
"""


class Deadlines:
    """Clocks met ÷ clocks due; not applicable where none came due."""

    code: ClassVar[str] = "deadlines"
    has_target: ClassVar[bool] = False
    is_summed: ClassVar[bool] = True

    def found(self, asked: Asked) -> Mapping[int, Found]:
        rows = rows_of(STATEMENT, asked, asked.measuring(self.code))
        return {
            place: measured(Fraction(due), Fraction(met), Evidence(LineEvidence.Source.CLOCKS, tuple(ids)))
            for place, due, met, ids in rows
        }
