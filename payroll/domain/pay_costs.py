"""Lines of payslips added up by what they are: base, variable part, offers, points, additions, corrections (Y8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from payroll.domain.plans import BASE, OFFERS, OVERTIME, SETTLEMENT


class CostKind(StrEnum):
    """Columns of the cost of pay. A correction stands apart from what the month itself cost (Y5)."""

    BASE = "base"
    VARIABLE = "variable"
    OFFERS = "offers"
    SETTLEMENT = "settlement"
    ADDITIONS = "additions"
    CORRECTIONS = "corrections"


KINDS: Final = {BASE: CostKind.BASE, OVERTIME: CostKind.BASE, OFFERS: CostKind.OFFERS, SETTLEMENT: CostKind.SETTLEMENT}
FOR_RESULTS: Final = (CostKind.VARIABLE, CostKind.OFFERS, CostKind.SETTLEMENT)


@dataclass(frozen=True, slots=True)
class Cost:
    """Kopecks by kind. `total`: with corrections."""

    base: int = 0
    variable: int = 0
    offers: int = 0
    settlement: int = 0
    additions: int = 0
    corrections: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, kind) for kind in CostKind)

    @property
    def variable_share(self) -> Fraction | None:
        """What was paid for results, of the month's own pay; None where nothing was paid."""
        own = self.total - self.corrections
        return Fraction(sum(getattr(self, kind) for kind in FOR_RESULTS), own) if own > 0 else None


def kind_of(code: str, *, is_measured: bool, is_correction: bool) -> CostKind:
    """What a line is. `is_measured`: it stands in a section of the plan."""
    if is_correction:
        return CostKind.CORRECTIONS
    return KINDS.get(code) or (CostKind.VARIABLE if is_measured else CostKind.ADDITIONS)


def cost_of(parts: Iterable[tuple[CostKind, int]]) -> Cost:
    """Kinds and kopecks, added up."""
    sums = dict.fromkeys(CostKind, 0)
    for kind, kopecks in parts:
        sums[kind] += kopecks
    return Cost(**{kind.value: amount for kind, amount in sums.items()})
