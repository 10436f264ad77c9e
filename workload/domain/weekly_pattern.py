"""Shifts of a period from a weekly pattern, in the wall clock of a zone (L1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from workload.domain.planned import Work, days_between
from workload.domain.stretches import Stretch, Stretches, work_on

type Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, order=True)
class PatternShift:
    """A shift of every such weekday (Monday is 0); one that does not end after it starts runs into the next day.
    `break_minutes` of it are not worked."""

    weekday: int
    starts: time
    ends: time
    break_minutes: int = 0

    @property
    def stretch(self) -> Stretch:
        """The same without its weekday."""
        return Stretch(self.starts, self.ends, self.break_minutes)


def stretches_on(pattern: Iterable[PatternShift], day: date) -> Stretches:
    """What the pattern plans for that day of the week."""
    return tuple(sorted(shift.stretch for shift in pattern if shift.weekday == day.weekday()))


def works_of(pattern: Iterable[PatternShift], first: date, last: date, zone: ZoneInfo) -> list[Work]:
    """Each shift that starts on a day from `first` to `last`, both inclusive, in order."""
    shifts = tuple(pattern)
    return [work_on(day, one, zone) for day in days_between(first, last) for one in stretches_on(shifts, day)]


def spans_of(pattern: Iterable[PatternShift], first: date, last: date, zone: ZoneInfo) -> list[Span]:
    """(start, end) in UTC of each of these shifts."""
    return [(work.starts_at, work.ends_at) for work in works_of(pattern, first, last, zone)]


def first_overlap(works: Iterable[Work]) -> Work | None:
    """The first one, in order of time, that begins before the one before it ends."""
    latest_end: datetime | None = None
    for work in sorted(works):
        if latest_end is not None and work.starts_at < latest_end:
            return work
        latest_end = work.ends_at
    return None
