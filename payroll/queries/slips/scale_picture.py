"""The scale of a measure as a small picture, with where this month stands on it (Y1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from payroll.domain.explained import Measure
from payroll.domain.facts import Measured
from payroll.domain.scale_curve import Curve, curve_of
from payroll.queries.slips.score_boxes import percent_of, score_of

WIDTH: Final = 240
TOP: Final = 14
BOTTOM: Final = 84
LEFT: Final = 18
EDGE: Final = 32
LETTER: Final = 6.4
GAP: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A word under the line; `anchor`: as SVG has it."""

    x: str
    words: str
    anchor: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class ScalePicture:
    """Places are texts, which no language groups by thousands. `here`: (x, y) of the month; `whole`: the height of a
    score of 1."""

    line: str
    here: tuple[str, str] | None
    whole: str
    marks: Sequence[Mark]
    label: str


def scale_picture(measure: Measure) -> ScalePicture | None:
    """None for what comes as a score already."""
    if not isinstance(measure.fact, Measured) or measure.fact.attainment is None:
        return None
    curve = curve_of(measure.component.scale, measure.fact.attainment)
    spots = " ".join(f"{_x(curve, place)},{_y(curve, score)}" for place, score in curve.points)
    return ScalePicture(
        line=spots,
        here=(_x(curve, curve.here[0]), _y(curve, curve.here[1])) if curve.here else None,
        whole=_y(curve, Fraction(1)),
        marks=list(_marks(curve)),
        label=f"{percent_of(curve.here[0])} → {score_of(curve.here[1])}" if curve.here else "",
    )


def _marks(curve: Curve) -> Iterator[Mark]:
    """Where the month stands, then the bends that leave room for their words."""
    taken: list[tuple[float, float]] = []
    for attainment, words, is_here in _words(curve):
        x = float(_x(curve, attainment))
        anchor = _anchor(x)
        start = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * len(words) * LETTER
        end = start + len(words) * LETTER
        if all(end + GAP <= low or start >= high + GAP for low, high in taken):
            taken.append((start, end))
            yield Mark(f"{x:.1f}", words, anchor, is_here)


def _words(curve: Curve) -> Iterator[tuple[Fraction, str, bool]]:
    if curve.here is not None:
        yield curve.here[0], f"{percent_of(curve.here[0])} → {score_of(curve.here[1])}", True
    for bend in (Fraction(1), *curve.bends):
        yield bend, percent_of(bend), False


def _anchor(x: float) -> str:
    if x < LEFT + EDGE:
        return "start"
    return "end" if x > WIDTH - EDGE else "middle"


def _x(curve: Curve, attainment: Fraction) -> str:
    return f"{LEFT + float(attainment / curve.right) * (WIDTH - LEFT):.1f}"


def _y(curve: Curve, score: Fraction) -> str:
    return f"{BOTTOM - float(score / curve.top) * (BOTTOM - TOP):.1f}"
