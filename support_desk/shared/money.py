"""Exact money: decimals in rubles with two places, rounded half up once, sums shared by largest remainder.

Rules that share and cap count in whole kopecks and exact fractions: no division there can lose a kopeck.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from typing import Final

KOPECK: Final = Decimal("0.01")
HALF: Final = Fraction(1, 2)


def to_kopeck(amount: Decimal) -> Decimal:
    """`amount` rounded half up to the kopeck."""
    return amount.quantize(KOPECK, rounding=ROUND_HALF_UP)


def kopecks_of(rubles: Decimal) -> int:
    """Whole kopecks; ValueError when the amount has a part of one."""
    kopecks = Fraction(rubles) * 100
    if kopecks.denominator != 1:
        raise ValueError(f"{rubles} is not a whole number of kopecks")
    return kopecks.numerator


def rubles_of(kopecks: int) -> Decimal:
    """Rubles with two places."""
    return Decimal(f"{kopecks}e-2")


def half_up(exact: Fraction) -> int:
    """The nearest whole number, a half away from zero."""
    nearest = floor(abs(exact) + HALF)
    return nearest if exact >= 0 else -nearest


def share(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Whole shares of `total` in proportion to `weights`, summing to it: largest remainder, ties to the earlier one.

    All weights zero: everything goes to the first. ValueError on no weights or a negative one.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be given and not negative")
    whole = sum(weights)
    if whole == 0:
        return [total, *(0 for _ in weights[1:])]
    sign = 1 if total >= 0 else -1
    return [sign * part for part in round_together([Fraction(abs(total) * weight, whole) for weight in weights])]


def round_together(exact: Sequence[Fraction]) -> list[int]:
    """Amounts of zero and more, rounded so that they sum to their exact sum rounded half up once.

    Each gets its floor, what is missing goes by one to the largest remainders, ties to the earlier one.
    """
    rounded = [floor(amount) for amount in exact]
    missing = half_up(sum(exact, Fraction())) - sum(rounded)
    for place in sorted(range(len(exact)), key=lambda i: (rounded[i] - exact[i], i))[:missing]:
        rounded[place] += 1
    return rounded


def allocate(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`share` for rubles: `total` must be kopecks exact."""
    return [rubles_of(part) for part in share(kopecks_of(total), [Fraction(weight) for weight in weights])]
