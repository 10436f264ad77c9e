"""Twelve months of results and pay, from what payslips were measured by: frozen facts, each counted once (Y8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.queries.director.paid import Paid


@dataclass(frozen=True, slots=True)
class Reached:
    """Fact and target of all people of a month together, those measured by their department left out."""

    fact: Decimal
    target: Decimal

    @property
    def percent(self) -> Decimal | None:
        return 100 * self.fact / self.target if self.target else None


@dataclass(frozen=True, slots=True)
class Trends:
    """`reached`: {code: {month: …}}; `complaints`: confirmed ones that counted in pay, each once."""

    months: Sequence[date]
    reached: Mapping[str, Mapping[date, Reached]]
    complaints: Mapping[date, int]


def trends_of(paid: Paid) -> Trends:
    """No statement."""
    reached: dict[str, dict[date, Reached]] = defaultdict(dict)
    complaints: dict[date, set[int]] = defaultdict(set)
    for run in paid.runs:
        for code, fact, target in run.reached:
            before = reached[code].get(run.month, Reached(Decimal(), Decimal()))
            reached[code][run.month] = Reached(before.fact + fact, before.target + target)
        complaints[run.month].update(pk for (pk,) in run.complaints)
    return Trends(paid.months, reached, {month: len(found) for month, found in complaints.items()})
