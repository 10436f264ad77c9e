"""The outline of a scale: from attainment to score as a line of pieces, for whoever draws it (Y1)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from payroll.domain.figures import NOTHING
from payroll.domain.scales import Point, Scale

# A picture shows somewhat more than the plan speaks of.
LEAST_SHOWN: Final = Fraction(6, 5)
BEYOND: Final = Fraction(1, 10)


def shown_until(scale: Scale, *others: Fraction) -> Fraction:
    """The attainment with which a picture of the scale, and of these attainments, ends."""
    known = [point for point, _score in scale.table or ()] + [each for each in (scale.cap, scale.gate) if each]
    return max(LEAST_SHOWN, *(each + BEYOND for each in (*known, *others)), NOTHING)


def outline(scale: Scale, until: Fraction) -> list[Point]:
    """(attainment, score) from 0 to `until`; straight between two, two at one attainment where the score jumps."""
    points: list[Point] = []
    for left, right in pairwise(_ends(scale, until)):
        start, middle = scale.score(left), scale.score((left + right) / 2)
        for point in ((left, start), (right, 2 * middle - start)):
            if not points or points[-1] != point:
                points.append(point)
    last = (until, scale.score(until))
    return points if points[-1] == last else [*points, last]


def _ends(scale: Scale, until: Fraction) -> list[Fraction]:
    """Where straight pieces end, both ends of the picture included."""
    known = {NOTHING, until, *(point for point, _score in scale.table or ())}
    known |= set() if scale.gate is None else {scale.gate}
    bends = sorted(known)
    crossed = [each for left, right in pairwise(bends) for each in _crossings(scale, left, right)]
    return sorted(each for each in {*bends, *crossed} if each <= until)


def _crossings(scale: Scale, left: Fraction, right: Fraction) -> Iterator[Fraction]:
    """Where the score, before it is bounded, meets floor or cap between two bends."""
    bare = Scale(scale.kind, table=scale.table)
    start = bare.score(left)
    rise = (bare.score((left + right) / 2) - start) * 2 / (right - left)
    for bound in (scale.floor, scale.cap):
        if bound is not None and rise:
            meets = left + (bound - start) / rise
            if left < meets < right:
                yield meets
