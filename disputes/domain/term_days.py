"""The days of a term as one reads them off: which are over, which one it is, how many are left (D4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayState(StrEnum):
    """`AWAY`: a day of absence, which does not count."""

    GONE = "gone"
    NOW = "now"
    NEXT = "next"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class TermDay:
    """One day between the opening and the end of the term. number: which of the counted days, None for an absence."""

    day: date
    state: DayState
    number: int | None


def days_of_term(counted: Sequence[date], absent: Sequence[date], today: date) -> tuple[TermDay, ...]:
    """All days on the way, in order; `today` is the respondent's."""
    numbers = {day: place for place, day in enumerate(sorted(counted), start=1)}
    return tuple(_day(day, today, numbers.get(day)) for day in sorted({*counted, *absent}))


def days_left(counted: Sequence[date], today: date) -> int:
    """Counted days that are not over; 1 on the last day, on which an answer is in time until it ends."""
    return sum(day >= today for day in counted)


def day_number(counted: Sequence[date], day: date) -> int:
    """How many counted days had begun by `day`: 0 on the day of opening."""
    return sum(each <= day for each in counted)


def _day(day: date, today: date, number: int | None) -> TermDay:
    if number is None:
        return TermDay(day, DayState.AWAY, None)
    if day == today:
        return TermDay(day, DayState.NOW, number)
    return TermDay(day, DayState.GONE if day < today else DayState.NEXT, number)
