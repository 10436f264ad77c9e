"""A scale as a line to draw: attainments to the right, scores upwards (Y1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from payroll.domain.figures import NOTHING, WHOLE
from payroll.domain.scales import Point, Scale, ScaleKind

STRIPS: Final = 48
BESIDE: Final = Fraction(1, 10**6)
"""Just before a jump."""
ROOM: Final = Fraction(5, 4)


@dataclass(frozen=True, slots=True)
class Curve:
    """`points` go to the right; `here`: the attainment and its score, None where nothing was attained; `bends`: the
    attainments at which the scale was set."""

    points: tuple[Point, ...]
    here: Point | None
    bends: tuple[Fraction, ...]

    @property
    def right(self) -> Fraction:
        return self.points[-1][0]

    @property
    def top(self) -> Fraction:
        """Never less than a score of 1."""
        return max(WHOLE, *(score for _, score in self.points))


def curve_of(scale: Scale, attainment: Fraction | None) -> Curve:
    """From nothing to a quarter beyond all that matters: target, ends of the table, what was attained."""
    bends = tuple(sorted({*_bends(scale)}))
    right = max(WHOLE, NOTHING if attainment is None else attainment, *bends) * ROOM
    asked = {right * number / STRIPS for number in range(STRIPS + 1)}
    asked |= {place for bend in bends if bend <= right for place in (bend - BESIDE, bend) if place >= 0}
    points = [(place, scale.score(place)) for place in sorted(asked)]
    here = None if attainment is None else (attainment, scale.score(attainment))
    return Curve(tuple(_straightened(points)), here, bends)


def _bends(scale: Scale) -> Iterator[Fraction]:
    if scale.gate is not None:
        yield scale.gate
    for attainment, _ in scale.table or ():
        yield attainment
    yield from _bounds_reached(scale)


def _bounds_reached(scale: Scale) -> Iterator[Fraction]:
    """Where a rising line meets floor or cap."""
    if scale.kind != ScaleKind.LINEAR:
        return
    bounds = [scale.floor] if scale.cap is None else [scale.floor, scale.cap]
    if scale.table is None:
        yield from bounds
        return
    for (start, low), (end, high) in pairwise(scale.table):
        for bound in bounds:
            if min(low, high) < bound < max(low, high):
                yield start + (end - start) * (bound - low) / (high - low)


def _straightened(points: list[Point]) -> Iterator[Point]:
    """Without what lies on the line between its neighbours."""
    kept = points[:1]
    for point, following in pairwise(points[1:]):
        if _turn(kept[-1], point, following) != 0:
            kept.append(point)
    yield from (*kept, points[-1])


def _turn(first: Point, second: Point, third: Point) -> Fraction:
    """0 where the three are in line."""
    return (second[0] - first[0]) * (third[1] - first[1]) - (third[0] - first[0]) * (second[1] - first[1])
