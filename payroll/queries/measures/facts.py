"""Sums of facts that were entered or imported, by span and kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from payroll.domain.spans import Span
from payroll.queries.measures.asked import Asked, rows_of

# What was taken back, and what takes it back, count nothing. What was collected of an invoice that is known by the same
# number counts where that fell due, so that money that comes before its time is not lost between two months; they are
# looked for a year around.
STATEMENT: Final = """
, standing AS (
  SELECT id, employee_id, kind, happened_on, amount, source, reference FROM payroll_payfact fact
  WHERE employee_id IN (SELECT employee_id FROM span) AND reverses_id IS NULL
    AND NOT EXISTS (SELECT FROM payroll_payfact back WHERE back.reverses_id = fact.id)
    AND happened_on BETWEEN (SELECT min(first) FROM span) - 366 AND (SELECT max(last) FROM span) + 366
), counted AS (
  SELECT fact.id, fact.employee_id, fact.kind, fact.amount, coalesce(due.happened_on, fact.happened_on) AS counts_on
  FROM standing fact
  LEFT JOIN standing due
    ON fact.kind = 'collected' AND due.kind = 'due' AND fact.reference <> ''
   AND (due.employee_id, due.source, due.reference) = (fact.employee_id, fact.source, fact.reference)
)
SELECT span.place, fact.kind, sum(fact.amount), array_agg(fact.id ORDER BY fact.id)
FROM span
JOIN counted fact ON fact.employee_id = span.employee_id AND fact.counts_on BETWEEN span.first AND span.last
GROUP BY span.place, fact.kind
"""


@dataclass(frozen=True, slots=True)
class Summed:
    """Points or rubles, and the facts."""

    amount: Fraction = Fraction()
    ids: tuple[int, ...] = ()


def sums_of(asked: Asked, spans: Sequence[Span]) -> Mapping[tuple[int, str], Summed]:
    """{(place, kind): sum}; nothing of kinds without facts. One statement."""
    return {
        (place, kind): Summed(Fraction(amount), tuple(ids))
        for place, kind, amount, ids in rows_of(STATEMENT, asked, spans)
    }
