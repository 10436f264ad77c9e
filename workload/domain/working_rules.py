"""When a department or a contract works, by the clock on its wall (S1): weeks by date and the days that differ."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

type Intervals = tuple[tuple[int, int], ...]
"""Opening and closing in minutes after midnight, ascending, apart from each other; 1440 is the midnight at the end."""

type Week = tuple[Intervals, ...]
"""Seven days, Monday first."""


@dataclass(frozen=True)
class WorkingRules:
    """weeks: (first day, week) ascending, the first from `date.min`. shortened: minutes cut off the day's end. moved:
    holidays that are no feast, as a free day that was moved there.

    A workday beats week and holidays; a shortened day is cut whatever it was before.
    """

    timezone: str
    weeks: tuple[tuple[date, Week], ...]
    holidays: frozenset[date] = frozenset()
    workdays: tuple[tuple[date, Intervals], ...] = ()
    shortened: tuple[tuple[date, int], ...] = ()
    moved: frozenset[date] = frozenset()

    def is_feast(self, day: date) -> bool:
        """Free for the feast itself, not as a day off that was moved there (Labour Code 112, 120)."""
        return day in self.holidays and day not in self.moved

    def intervals_on(self, day: date) -> Intervals:
        """The working time of one day by its wall clock."""
        different = self._different.get(day)
        return self.week_on(day)[day.weekday()] if different is None else different

    def week_on(self, day: date) -> Week:
        """The week in force on that day."""
        return self.weeks[bisect_right(self._week_starts, day) - 1][1]

    def uncut_on(self, day: date) -> Intervals:
        """The working time of one day before any shortening."""
        planned = self._workdays.get(day)
        if planned is not None:
            return planned
        return () if day in self.holidays else self.week_on(day)[day.weekday()]

    def as_spec(self) -> dict[str, Any]:
        """The same rules in the form that `calendar_from` reads; equal rules give equal texts."""
        spec = {
            "timezone": self.timezone,
            "weeks": [
                {"from": None if start == date.min else start.isoformat(), "week": _week_as_spec(week)}
                for start, week in self.weeks
            ],
            "holidays": sorted(day.isoformat() for day in self.holidays),
            "workdays": {day.isoformat(): intervals_as_spec(intervals) for day, intervals in self.workdays},
            "shortened": {day.isoformat(): minutes for day, minutes in self.shortened},
        }
        # Named only where there are some: calendars without them keep their digest.
        return spec | {"moved": sorted(day.isoformat() for day in self.moved)} if self.moved else spec

    @cached_property
    def digest(self) -> str:
        """Names these rules for good: equal rules have equal digests on every machine."""
        return hashlib.sha256(json.dumps(self.as_spec(), sort_keys=True).encode()).hexdigest()

    @cached_property
    def _week_starts(self) -> list[date]:
        return [start for start, _week in self.weeks]

    @cached_property
    def _workdays(self) -> dict[date, Intervals]:
        return dict(self.workdays)

    @cached_property
    def _different(self) -> dict[date, Intervals]:
        cuts = dict(self.shortened)
        days = self.holidays.union(self._workdays, cuts)
        return {day: cut_at_the_end(self.uncut_on(day), cuts.get(day, 0)) for day in days}


def minutes_of(intervals: Intervals) -> int:
    """Working minutes of a day by its wall clock."""
    return sum(closes - opens for opens, closes in intervals)


def cut_at_the_end(intervals: Intervals, minutes: int) -> Intervals:
    """The day without its last `minutes` of work; nothing is left when it holds no more."""
    kept = list(intervals)
    while kept and minutes > 0:
        opens, closes = kept.pop()
        if closes - opens > minutes:
            kept.append((opens, closes - minutes))
        minutes -= closes - opens
    return tuple(kept)


def intervals_as_spec(intervals: Iterable[tuple[int, int]]) -> list[list[str]]:
    """Minutes after midnight as pairs of "HH:MM"."""
    return [[_clock(opens), _clock(closes)] for opens, closes in intervals]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _week_as_spec(week: Week) -> dict[str, list[list[str]]]:
    return {name: intervals_as_spec(day) for name, day in zip(WEEKDAYS, week, strict=True) if day}
