"""From attainment to score (Y1): gate, table, floor and cap."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from payroll.domain.figures import NOTHING, number
from workload.domain.refusals import BadInput, gettext_noop

OUT_OF_ORDER: Final = gettext_noop("The points of a scale go up: %(here)s is not above %(before)s.")
FALLS: Final = gettext_noop("The scores of a scale do not fall: %(here)s is less than %(before)s.")

type Point = tuple[Fraction, Fraction]
"""An attainment and its score."""


class ScaleKind(StrEnum):
    """How a table is read between its points."""

    LINEAR = "linear"
    STEPS = "steps"


class BadScale(BadInput):
    """A scale that contradicts itself: the field is gate, floor, cap or table[i]."""


@dataclass(frozen=True, slots=True)
class Scale:
    """gate: the least attainment that scores at all; floor, cap: bounds of the score; no table: the attainment itself.

    Beyond its ends a table is flat. BadScale for what is negative, out of order, empty or crossed.
    """

    kind: ScaleKind = ScaleKind.LINEAR
    gate: Fraction | None = None
    floor: Fraction = NOTHING
    cap: Fraction | None = None
    table: tuple[Point, ...] | None = None

    def __post_init__(self) -> None:
        for field, bound in (("gate", self.gate), ("floor", self.floor), ("cap", self.cap)):
            if bound is not None and bound < 0:
                raise BadScale(field, gettext_noop("A score below zero would take pay away."))
        if self.cap is not None and self.cap < self.floor:
            raise BadScale("cap", gettext_noop("The cap of a scale is below its floor."))
        if self.table is not None:
            _check_table(self.table)

    def score(self, attainment: Fraction) -> Fraction:
        """The score of a fact measured against its target."""
        return self._bounded(attainment, attainment if self.table is None else self._read(self.table, attainment))

    def score_given(self, score: Fraction) -> Fraction:
        """The score of a fact that comes as one: no table, only gate, floor and cap."""
        return self._bounded(score, score)

    def _bounded(self, attainment: Fraction, score: Fraction) -> Fraction:
        if self.gate is not None and attainment < self.gate:
            return NOTHING
        score = max(score, self.floor)
        return score if self.cap is None else min(score, self.cap)

    def _read(self, table: tuple[Point, ...], attainment: Fraction) -> Fraction:
        above = bisect_right(table, attainment, key=lambda point: point[0])
        if above == 0:
            return table[0][1]
        start, low = table[above - 1]
        if above == len(table) or self.kind == ScaleKind.STEPS:
            return low
        end, high = table[above]
        return low + (high - low) * (attainment - start) / (end - start)


def _check_table(table: tuple[Point, ...]) -> None:
    if not table:
        raise BadScale("table", gettext_noop("A scale without points scores nothing; leave the table out."))
    for place, (attainment, score) in enumerate(table):
        if attainment < 0 or score < 0:
            raise BadScale(f"table[{place}]", gettext_noop("A score below zero would take pay away."))
    for place, ((before, _), (here, _)) in enumerate(pairwise(table), start=1):
        if here <= before:
            raise BadScale(f"table[{place}]", OUT_OF_ORDER, here=number(here), before=number(before))


AS_IT_IS: Final = Scale()


def check_rises(scale: Scale) -> None:
    """BadScale where who attains more would be paid less. Asked of what is written anew: what was paid by stays
    readable."""
    for place, ((_less, before), (_more, here)) in enumerate(pairwise(scale.table or ()), start=1):
        if here < before:
            raise BadScale(f"table[{place}]", FALLS, here=number(here), before=number(before))
