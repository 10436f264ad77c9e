"""The waterfall of a payslip as places on a line that is a thousand wide (Y4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from payroll.domain.explained import Measure, measures_of
from payroll.domain.plans import BASE
from payroll.domain.waterfall import Axis, Bar, axis_of, bars_of
from payroll.models import Payslip, PayslipLine
from support_desk.shared.money import kopecks_of
from support_desk.shared.ui.figures import number
from workload.domain.refusals import BadInput

WIDTH: Final = 1000
THIN: Final = 3
THOUSAND_RUBLES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle; `x` and `width` as texts, which no language groups by thousands."""

    x: str
    width: str

    @classmethod
    def between(cls, axis: Axis, start: int, end: int, least: int = 0) -> "Place":
        """From one sum to another, whichever is more; not thinner than `least`."""
        low, high = sorted((axis.place(start, WIDTH), axis.place(end, WIDTH)))
        return cls(str(low), str(max(high - low, least)))


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """`tone`: of the bar; `ghost`: what was not earned; `link`: where the next line goes on."""

    bar: Place
    tone: str
    ghost: Place | None
    link: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """`marks`: words of the axis, the last one with its unit; `totals`: the parts of the total, (place, tone);
    `missing`: kopecks by position of what a score of 1 would have paid."""

    marks: Sequence[str]
    zero: str
    bars: Mapping[int, DrawnBar]
    totals: Sequence[tuple[Place, str]]
    missing: Mapping[int, int]


def waterfall_of(slip: Payslip, lines: Sequence[PayslipLine]) -> Waterfall:
    """No statement."""
    measures = measures_on(slip)
    missing = {line.position: missing_on(line, measures) for line in lines}
    bars = bars_of((kopecks_of(line.amount), missing[line.position]) for line in lines)
    axis = axis_of(bars)
    drawn = {line.position: _drawn(axis, line, bar) for line, bar in zip(lines, bars, strict=True)}
    base, total = kopecks_of(slip.base), kopecks_of(slip.total)
    kept = min(base, total)
    parts = [(Place.between(axis, 0, kept), "k-2"), (Place.between(axis, kept, total), "k-1")]
    shown = [(place, tone) for place, tone in parts if place.width != "0"]
    return Waterfall(_marks(axis), str(axis.place(0, WIDTH)), drawn, shown, missing)


def measures_on(slip: Payslip) -> Mapping[tuple[int, str], Measure]:
    """Nothing where the stored inputs are not the calculator's any more."""
    try:
        return measures_of(slip.inputs)
    except BadInput:
        return {}


def missing_on(line: PayslipLine, measures: Mapping[tuple[int, str], Measure]) -> int:
    """Kopecks."""
    found = measures.get((line.section, line.code)) if line.section is not None else None
    return found.missing if found else 0


def _drawn(axis: Axis, line: PayslipLine, bar: Bar) -> DrawnBar:
    tone = "k-2" if line.code == BASE else "k-1" if bar.end >= bar.start else "k-ink"
    ghost = Place.between(axis, bar.end, bar.end + bar.missing) if bar.missing else None
    least = THIN if bar.end != bar.start else 0
    return DrawnBar(Place.between(axis, bar.start, bar.end, least), tone, ghost, str(axis.place(bar.end, WIDTH)))


def _marks(axis: Axis) -> list[str]:
    is_short = axis.high < THOUSAND_RUBLES * 2
    unit = 100 if is_short else THOUSAND_RUBLES
    return [number(mark // unit if mark % unit == 0 else mark / unit) for mark in axis.marks]
