"""Plans to begin with, one a position: starting figures of a form, which pay nobody until somebody publishes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from payroll.domain.scales import ScaleKind

type Table = tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class MeasureTemplate:
    """A component as `payroll.models.PayComponent` has it; the weight is a part of 1."""

    code: str
    weight: Decimal
    target: Decimal | None = None
    kind: ScaleKind = ScaleKind.LINEAR
    gate: Decimal | None = None
    floor: Decimal = Decimal(0)
    cap: Decimal | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """Rubles a full month. `of_department`: measured by the members of the department (Y2)."""

    base: Decimal
    variable: Decimal
    measures: tuple[MeasureTemplate, ...]
    of_department: bool = False


def _table(*points: tuple[str, str]) -> Table:
    return tuple((Decimal(attainment), Decimal(score)) for attainment, score in points)


# Nothing for less than half of what is expected, a little more for more.
WORK: Final = _table(("0.5", "0"), ("0.8", "0.7"), ("1", "1"), ("1.3", "1.2"))
MONEY: Final = _table(("0.6", "0"), ("0.8", "0.6"), ("0.95", "1"))
IN_TIME: Final = _table(("0.7", "0"), ("0.85", "0.5"), ("0.95", "1"))
SALES: Final = _table(("0.2", "0"), ("0.6", "0.6"), ("1", "1"), ("1.4", "1.2"))


def _output(weight: str) -> MeasureTemplate:
    return MeasureTemplate("output", Decimal(weight), table=WORK)


def _receivables(weight: str) -> MeasureTemplate:
    return MeasureTemplate("receivables", Decimal(weight), kind=ScaleKind.STEPS, table=MONEY)


def _deadlines(weight: str) -> MeasureTemplate:
    return MeasureTemplate("deadlines", Decimal(weight), table=IN_TIME)


def _quality(weight: str) -> MeasureTemplate:
    return MeasureTemplate("quality", Decimal(weight), gate=Decimal("0.5"))


def _upsales(weight: str, points: int) -> MeasureTemplate:
    return MeasureTemplate("upsales", Decimal(weight), Decimal(points), cap=Decimal("1.2"), table=SALES)


TEMPLATES: Final[Mapping[str, PlanTemplate]] = {
    "manager": PlanTemplate(
        Decimal(60_000),
        Decimal(40_000),
        (_output("0.3"), _receivables("0.2"), _deadlines("0.2"), _quality("0.15"), _upsales("0.15", 10)),
    ),
    "operator": PlanTemplate(Decimal(48_000), Decimal(22_000), (_deadlines("0.5"), _quality("0.3"), _output("0.2"))),
    "office_manager": PlanTemplate(
        Decimal(50_000), Decimal(20_000), (_output("0.4"), _deadlines("0.3"), _quality("0.3"))
    ),
    "specialist": PlanTemplate(Decimal(80_000), Decimal(50_000), (_output("0.6"), _deadlines("0.2"), _quality("0.2"))),
    "head": PlanTemplate(
        Decimal(90_000),
        Decimal(60_000),
        (_output("0.3"), _receivables("0.2"), _deadlines("0.2"), _quality("0.15"), _upsales("0.15", 10)),
        of_department=True,
    ),
}
"""By `PayPlan.Position`."""
