"""The rows of a calendar in the written form that `calendar_from` and `calculate due` read (S1)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from workload.domain.calendar_spec import ROUND_THE_CLOCK
from workload.domain.working_rules import WEEKDAYS, intervals_as_spec
from workload.models import CalendarDay, WeekInterval, WorkingCalendar

Kind = CalendarDay.Kind


def spec_of(calendar: WorkingCalendar) -> Any:
    """All weeks and days of the calendar as they are now: "24x7" or an object. At most four statements."""
    if calendar.is_around_the_clock:
        return ROUND_THE_CLOCK
    days = list(calendar.days.prefetch_related("intervals").order_by("day"))
    spec = {
        "timezone": calendar.timezone,
        "weeks": [
            {"from": week.starts_on.isoformat(), "week": week_as_spec(week.intervals.all())}
            for week in calendar.weeks.prefetch_related("intervals").order_by("starts_on")
        ],
        "holidays": [one.day.isoformat() for one in days if one.kind == Kind.HOLIDAY],
        "workdays": {one.day.isoformat(): hours_of(one) for one in days if one.kind == Kind.WORKDAY},
        "shortened": {one.day.isoformat(): one.shortened_minutes for one in days if one.kind == Kind.SHORTENED},
    }
    moved = [one.day.isoformat() for one in days if one.is_moved]
    return spec | {"moved": moved} if moved else spec


def week_as_spec(intervals: Iterable[WeekInterval]) -> dict[str, list[list[str]]]:
    """{"mon": [["09:00", "18:00"]], …}; a closed weekday is left out."""
    by_weekday: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in sorted(intervals, key=lambda each: (each.weekday, each.starts_minute)):
        by_weekday[one.weekday].append((one.starts_minute, one.ends_minute))
    return {WEEKDAYS[weekday]: intervals_as_spec(spans) for weekday, spans in by_weekday.items()}


def hours_of(day: CalendarDay) -> list[list[str]]:
    """[["09:00", "18:00"]] of a day made working."""
    spans = sorted((one.starts_minute, one.ends_minute) for one in day.intervals.all())
    return intervals_as_spec(spans)
