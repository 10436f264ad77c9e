"""A stretch of planned time on a wall clock, before it has a date (L1)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.planned import DAY, Work

DAY_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From `starts` to `ends`; one that does not end after it starts runs into the next day. `break_minutes` of it are
    not worked."""

    starts: time
    ends: time
    break_minutes: int = 0

    @property
    def span_minutes(self) -> int:
        """From its start to its end by the wall clock, the break included."""
        return (minute_of(self.ends) - minute_of(self.starts)) % DAY_MINUTES or DAY_MINUTES

    @property
    def minutes(self) -> int:
        """What is worked of it by the wall clock."""
        return self.span_minutes - self.break_minutes


type Stretches = tuple[Stretch, ...]
"""What is planned for one day, in order; empty for a day off."""


def minute_of(clock: time) -> int:
    """Minutes after midnight."""
    return clock.hour * 60 + clock.minute


def clock_of(minute: int) -> time:
    """The time so many minutes after midnight; 1440 is the next midnight."""
    return time(minute // 60 % 24, minute % 60)


def minutes_of(stretches: Iterable[Stretch]) -> int:
    """Worked minutes of a day by the wall clock."""
    return sum(stretch.minutes for stretch in stretches)


def work_on(day: date, stretch: Stretch, zone: ZoneInfo) -> Work:
    """The stretch as it begins on `day` in that zone, in UTC."""
    last = day if stretch.ends > stretch.starts else day + DAY
    start, end = datetime.combine(day, stretch.starts, zone), datetime.combine(last, stretch.ends, zone)
    return Work(start.astimezone(UTC), end.astimezone(UTC), stretch.break_minutes)


def stretch_of(work: Work, zone: ZoneInfo) -> Stretch:
    """The work on the wall clock of that zone."""
    start, end = work.starts_at.astimezone(zone), work.ends_at.astimezone(zone)
    return Stretch(start.time().replace(second=0, microsecond=0), end.time().replace(second=0, microsecond=0),
                   work.break_minutes)  # fmt: skip


def cut_to(stretches: Iterable[Stretch], minutes: int) -> Stretches:
    """The same day with at most that many minutes worked, cut off its end."""
    kept: list[Stretch] = []
    left = minutes
    for stretch in stretches:
        if left <= 0:
            break
        kept.append(stretch if stretch.minutes <= left else _shorter(stretch, stretch.minutes - left))
        left -= stretch.minutes
    return tuple(kept)


def _shorter(stretch: Stretch, minutes: int) -> Stretch:
    ends = datetime.combine(date.min, stretch.ends) + DAY - timedelta(minutes=minutes)
    return replace(stretch, ends=ends.time())
