"""Shifts of a period from a weekly pattern, in the wall clock of a zone (L1, first form)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

type Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, order=True)
class PatternShift:
    """A shift of every such weekday (Monday is 0); one that does not end after it starts runs into the next day."""

    weekday: int
    starts: time
    ends: time


def spans_of(pattern: Iterable[PatternShift], first: date, last: date, zone: ZoneInfo) -> list[Span]:
    """(start, end) in UTC of each shift that starts on a day from `first` to `last`, both inclusive, in order."""
    shifts = sorted(pattern)
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [_span(day, shift, zone) for day in days for shift in shifts if shift.weekday == day.weekday()]


def first_overlap(spans: Iterable[Span]) -> Span | None:
    """The first span, in order of time, that begins before the one before it ends."""
    latest_end: datetime | None = None
    for span in sorted(spans):
        if latest_end is not None and span[0] < latest_end:
            return span
        latest_end = span[1]
    return None


def _span(day: date, shift: PatternShift, zone: ZoneInfo) -> Span:
    end_day = day if shift.ends > shift.starts else day + timedelta(days=1)
    start, end = datetime.combine(day, shift.starts, zone), datetime.combine(end_day, shift.ends, zone)
    return start.astimezone(UTC), end.astimezone(UTC)
