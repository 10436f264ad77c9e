"""Who works when nobody likes to: evenings, nights, days off, and in others' absence (L1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from workload.domain.planned import DAY, PlannedDay, minutes_between

# Night work is from ten in the evening to six in the morning (Labour Code 96); from eight on children go to bed.
EVENING, NIGHT, MORNING = time(20), time(22), time(6)


@dataclass(frozen=True, slots=True)
class Burden:
    """Minutes between eight and ten in the evening, at night, and on days that the calendar is off; how many such days.
    Time away is nobody's burden. A night of a Sunday counts as both."""

    evening_minutes: int = 0
    night_minutes: int = 0
    off_minutes: int = 0
    off_days: int = 0

    def __add__(self, other: "Burden") -> "Burden":
        return Burden(
            self.evening_minutes + other.evening_minutes,
            self.night_minutes + other.night_minutes,
            self.off_minutes + other.off_minutes,
            self.off_days + other.off_days,
        )


def burden_of(days: Iterable[PlannedDay], zone: ZoneInfo) -> Burden:
    """Of somebody's planned days."""
    found = Burden()
    for day in days:
        if day.free_minutes > 0:
            found += _of_day(day, zone)
    return found


def _of_day(day: PlannedDay, zone: ZoneInfo) -> Burden:
    is_off = day.calendar_minutes == 0
    return Burden(
        evening_minutes=_within(day, zone, EVENING, NIGHT),
        night_minutes=_within(day, zone, time(), MORNING) + _within(day, zone, NIGHT, None),
        off_minutes=day.free_minutes if is_off else 0,
        off_days=int(is_off),
    )


def _within(day: PlannedDay, zone: ZoneInfo, opens: time, closes: time | None) -> int:
    """Minutes there between two times of the day, `closes` None for midnight; a break is in nobody's evening."""
    start, end = (
        _at(day.day, opens, zone),
        _at(day.day + DAY, time(), zone) if closes is None else _at(day.day, closes, zone),
    )
    worked = sum(_overlap(work.starts_at, work.ends_at, start, end) for work in day.works)
    away = sum(
        _overlap(max(work.starts_at, one.starts_at), min(work.ends_at, one.ends_at), start, end)
        for work in day.works for one in day.aways
    )  # fmt: skip
    return worked - away


def _overlap(starts: datetime, ends: datetime, opens: datetime, closes: datetime) -> int:
    start, end = max(starts, opens), min(ends, closes)
    return minutes_between(start, end) if start < end else 0


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone)
