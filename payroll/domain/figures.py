"""Exact numbers: sums of them, and how formulas and inputs of lines show them."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from support_desk.shared.money import half_up, rubles_of

PLACES: Final = 6
NOTHING: Final = Fraction()
WHOLE: Final = Fraction(1)


def sum_of(parts: Iterable[Fraction]) -> Fraction:
    """Exactly; nothing of no parts."""
    return sum(parts, NOTHING)


def money(kopecks: int) -> str:
    """Rubles with two places."""
    return str(rubles_of(kopecks))


def number(exact: Fraction) -> str:
    """Up to six places, half up, without zeros at the end; what is computed on stays exact."""
    scaled = Decimal(half_up(exact * 10**PLACES)).scaleb(-PLACES)
    text = f"{scaled:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
