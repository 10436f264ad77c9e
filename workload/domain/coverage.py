"""How many people are there, by day and by hour, and where they are too few (L1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.calendars import Calendar
from workload.domain.planned import PlannedDay, Work, overlap, wall_time

HOURS: Final = range(24)


@dataclass(frozen=True, slots=True)
class HourCover:
    """Who is there for the whole of an hour of the wall clock. `is_gap`: an hour of working time with fewer than the
    department wants."""

    hour: int
    people: int
    is_gap: bool


def cover_of_day(
    people: Iterable[Sequence[PlannedDay]], day: date, zone: ZoneInfo, *, fewest: int, calendar: Calendar | None
) -> list[HourCover]:
    """By the hours of that day as the clock in `zone` shows them; `people`: of each the days around it, which may begin
    at other hours where they are."""
    planned = list(people)
    working = _working_hours(calendar, day)
    return [
        _hour(planned, (_at(day, hour, zone), _at(day, hour + 1, zone)), hour, fewest=fewest, is_work=hour in working)
        for hour in HOURS
    ]


def people_on(days: Iterable[PlannedDay]) -> int:
    """How many of these, each one person's, have something left to work in."""
    return sum(day.free_minutes > 0 for day in days)


def is_thin(people: int, days: Sequence[PlannedDay], fewest: int) -> bool:
    """Fewer than the department wants on a day that its calendar works on."""
    return people < fewest and any(day.calendar_minutes for day in days)


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return wall_time(day, hour * 60, zone)


def _hour(
    people: Iterable[Sequence[PlannedDay]], span: tuple[datetime, datetime], hour: int, *, fewest: int, is_work: bool
) -> HourCover:
    count = sum(_is_there(days, *span) for days in people)
    return HourCover(hour, count, is_gap=is_work and count < fewest)


def _is_there(days: Sequence[PlannedDay], start: datetime, end: datetime) -> bool:
    if any(away.starts_at < end and away.ends_at > start for day in days for away in day.aways):
        return False
    hour = Work(start, end)
    return start < end and sum(overlap(work, hour) for day in days for work in day.works) >= hour.minutes


def _working_hours(calendar: Calendar | None, day: date) -> frozenset[int]:
    """Hours that the calendar works from beginning to end."""
    if calendar is None:
        return frozenset()
    spans = calendar.rules.intervals_on(day)
    return frozenset(
        hour for hour in HOURS if any(opens <= hour * 60 and closes >= (hour + 1) * 60 for opens, closes in spans)
    )
