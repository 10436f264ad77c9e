"""How many people are there, by day and by hour, and where they are too few (L1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.calendars import Calendar
from workload.domain.planned import PlannedDay, midnight

HOURS: Final = range(24)
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HourCover:
    """Who is there for the whole of an hour of the wall clock. `is_gap`: an hour of working time with fewer than the
    department wants."""

    hour: int
    people: int
    is_gap: bool


def cover_of_day(
    days: Iterable[PlannedDay], day: date, zone: ZoneInfo, *, fewest: int, calendar: Calendar | None
) -> list[HourCover]:
    """By the hours of that day in `zone`; `days`: that day of each person."""
    planned = list(days)
    working = _working_hours(calendar, day)
    begins = midnight(day, zone)
    return [_hour(planned, begins + hour * HOUR, hour, fewest=fewest, is_work=hour in working) for hour in HOURS]


def people_on(days: Iterable[PlannedDay]) -> int:
    """How many of these, each one person's, have something left to work in."""
    return sum(day.free_minutes > 0 for day in days)


def is_thin(people: int, days: Sequence[PlannedDay], fewest: int) -> bool:
    """Fewer than the department wants on a day that its calendar works on."""
    return people < fewest and any(day.calendar_minutes for day in days)


def _hour(days: Iterable[PlannedDay], start: datetime, hour: int, *, fewest: int, is_work: bool) -> HourCover:
    end = start + HOUR
    people = sum(_is_there(day, start, end) for day in days)
    return HourCover(hour, people, is_gap=is_work and people < fewest)


def _is_there(day: PlannedDay, start: datetime, end: datetime) -> bool:
    if any(away.starts_at < end and away.ends_at > start for away in day.aways):
        return False
    return any(work.starts_at <= start and work.ends_at >= end for work in day.works)


def _working_hours(calendar: Calendar | None, day: date) -> frozenset[int]:
    """Hours that the calendar works from beginning to end."""
    if calendar is None:
        return frozenset()
    spans = calendar.rules.intervals_on(day)
    return frozenset(
        hour for hour in HOURS if any(opens <= hour * 60 and closes >= (hour + 1) * 60 for opens, closes in spans)
    )
