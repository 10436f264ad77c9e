"""Norm and billable minutes of one piece of work (W5, W6)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Norm:
    """What the catalogue says of an operation on a day. `minutes` per unit; None: no norm was set by then."""

    minutes: int | None
    is_billable: bool
    free_minutes: int


@dataclass(frozen=True, slots=True)
class Minutes:
    """Whole minutes of one time entry."""

    actual: int
    norm: int
    billable: int


def minutes_of(*, actual: int, quantity: Decimal, norm: Norm) -> Minutes:
    """Norm = minutes per unit × quantity, rounded half up. An entry no longer than the free minutes costs nothing,
    a longer one costs what was really spent (W3, W6)."""
    standard = (Decimal(norm.minutes or 0) * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    billable = actual if norm.is_billable and actual > norm.free_minutes else 0
    return Minutes(actual=actual, norm=int(standard), billable=billable)
