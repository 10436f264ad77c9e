"""What a measure is held against, and what quality comes to (Y1, Y2). Exact until it is written."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from payroll.domain.figures import NOTHING, WHOLE, number, sum_of

MINUTES: Final = 60
PERCENT: Final = 100


def hours(minutes: int | Fraction) -> str:
    """Hours as a text of at most six places."""
    return number(Fraction(minutes) / MINUTES)


def output_target(target_minutes: int, percent: Fraction | None) -> Fraction:
    """Norm-minutes expected: the ramped minutes of the days worked × what the plan asks of an hour, all of it if it
    says nothing."""
    return Fraction(target_minutes) if percent is None else target_minutes * percent / PERCENT


def prorated(target: Fraction, worked: int, norm: int) -> Fraction:
    """The part of a full month's target that was worked for; never more than it."""
    return target * min(WHOLE, Fraction(worked, norm)) if norm else NOTHING


def quality(deductions: Iterable[tuple[int, Fraction]]) -> Fraction:
    """1 less count × deduction of each kind, never below 0."""
    return max(NOTHING, WHOLE - sum_of(count * deduction for count, deduction in deductions))
