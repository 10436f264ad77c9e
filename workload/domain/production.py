"""The production calendar of a year (L5): which days differ from the usual week, and by how much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from workload.domain.working_rules import Intervals, Week, cut_at_the_end, intervals_as_spec, minutes_of

EVE_CUT_MINUTES: Final = 60
DAY: Final = timedelta(days=1)


class DayKind(StrEnum):
    """HOLIDAY: nobody works. WORKDAY: a weekend that is worked. SHORTENED: less than the usual day."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"
    SHORTENED = "shortened"


@dataclass(frozen=True, slots=True)
class DayException:
    """One day that differs. intervals: the working time of a WORKDAY, already cut. cut_minutes: of a SHORTENED day.
    is_moved: a HOLIDAY that is no feast (Labour Code 112, 120)."""

    day: date
    kind: DayKind
    name: str = ""
    intervals: Intervals = ()
    cut_minutes: int = 0
    swapped_with: date | None = None
    is_moved: bool = False


@dataclass(frozen=True)
class YearOfDays:
    """holidays: the feasts themselves by name, the first day of the next year among them if it is one.

    days_off: free days that are no feast (moved there, or given for one on a weekend): the day before is not shortened.
    moved: those of them that are no feast for whoever works or is on leave then.
    swapped: worked day → the day it was swapped with.
    """

    year: int
    holidays: Mapping[date, str]
    days_off: Mapping[date, str]
    swapped: Mapping[date, date]
    moved: frozenset[date] = frozenset()

    def is_free(self, day: date) -> bool:
        """Whether nobody works then by law."""
        return day in self.holidays or day in self.days_off

    def is_eve(self, day: date) -> bool:
        """Whether the next day is a feast."""
        return day + DAY in self.holidays


def exceptions_of(days: YearOfDays, week: Week) -> list[DayException]:
    """Every day of the year that differs from `week`, by date, one row a day."""
    free = {**days.days_off, **days.holidays}
    found = {day: DayException(day, DayKind.HOLIDAY, name, is_moved=day in days.moved) for day, name in free.items()}
    found |= {row.day: row for row in _eves(days, week)}
    found |= {row.day: row for row in _worked(days, week)}
    return [found[day] for day in sorted(found) if day.year == days.year]


def _eves(days: YearOfDays, week: Week) -> Iterator[DayException]:
    for feast, name in days.holidays.items():
        eve = feast - DAY
        held = minutes_of(week[eve.weekday()])
        if held and not days.is_free(eve):
            yield DayException(eve, DayKind.SHORTENED, name, cut_minutes=min(EVE_CUT_MINUTES, held))


def _worked(days: YearOfDays, week: Week) -> Iterator[DayException]:
    """The day takes the length of the one it was swapped with, the hour less before a feast included."""
    for day, other in days.swapped.items():
        cut = EVE_CUT_MINUTES if days.is_eve(day) or days.is_eve(other) else 0
        intervals = cut_at_the_end(week[other.weekday()], cut)
        if intervals:
            yield DayException(day, DayKind.WORKDAY, intervals=intervals, swapped_with=other)


def as_spec(exceptions: Sequence[DayException]) -> dict[str, Any]:
    """The keys holidays, workdays and shortened of a written calendar."""
    return {
        "holidays": [row.day.isoformat() for row in exceptions if row.kind is DayKind.HOLIDAY],
        "workdays": {
            row.day.isoformat(): intervals_as_spec(row.intervals) for row in exceptions if row.kind is DayKind.WORKDAY
        },
        "shortened": {row.day.isoformat(): row.cut_minutes for row in exceptions if row.kind is DayKind.SHORTENED},
    }
