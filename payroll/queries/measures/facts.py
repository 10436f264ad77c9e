"""Sums of facts that were entered or imported, by span and kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from payroll.domain.spans import Span
from payroll.queries.measures.asked import Asked, rows_of

# What was taken back, and what takes it back, count nothing.
STATEMENT: Final = """
SELECT span.place, fact.kind, sum(fact.amount), array_agg(fact.id ORDER BY fact.id)
FROM span
JOIN payroll_payfact fact
  ON fact.employee_id = span.employee_id AND fact.happened_on BETWEEN span.first AND span.last
WHERE fact.reverses_id IS NULL AND NOT EXISTS (SELECT FROM payroll_payfact back WHERE back.reverses_id = fact.id)
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
