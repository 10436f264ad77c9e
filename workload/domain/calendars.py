"""Working calendars (S1): what is written in the database or in JSON becomes an object that answers when it is open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.calendar_spec import DAY_MINUTES, minutes_from, rules_from
from workload.domain.refusals import BadCalendar, BeyondHorizon, gettext_noop
from workload.domain.timelines import (
    DAY_SECONDS,
    MICROSECONDS,
    GrowingTimeline,
    Timeline,
    from_microseconds,
    to_microseconds,
)
from workload.domain.working_rules import WEEKDAYS, WorkingRules, minutes_of

__all__ = [
    "HORIZON_YEARS",
    "BadCalendar",
    "BeyondHorizon",
    "Calendar",
    "calendar_from",
    "is_open",
    "next_open",
    "split_over_midnight",
    "working_minutes_of",
]

HORIZON_YEARS: Final = 20
HORIZON: Final = HORIZON_YEARS * 366 * DAY_SECONDS * MICROSECONDS
# Looking two months ahead nearly always finds the answer; the whole horizon is built only for what is really far.
REACHES: Final = (60 * DAY_SECONDS * MICROSECONDS, 2 * 366 * DAY_SECONDS * MICROSECONDS, HORIZON)
SHARED_CALENDARS: Final = 512

NEVER_OPENS: Final = gettext_noop("This calendar does not open again within %(years)s years.")
BAD_WEEKDAY: Final = gettext_noop("%(value)s is no weekday, write one of %(known)s.")
BAD_START: Final = gettext_noop("The start must lie before midnight and differ from the end.")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Immutable; equal and hashed by the digest of its rules. Remembers the years it was asked about."""

    digest: str
    rules: WorkingRules = field(compare=False, repr=False)
    _timeline: GrowingTimeline = field(compare=False, repr=False)

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose wall clock it follows."""
        return ZoneInfo(self.rules.timezone)

    def covering(self, start: int, end: int) -> Timeline:
        """Its open time at least from start until end, in microseconds since 1970."""
        return self._timeline.covering(start, end)

    def search(self, start: int, find: Callable[[Timeline], int | None], *, back: bool = False) -> int | None:
        """What `find` finds on ever longer timelines after (or before) start; None beyond the horizon."""
        for reach in REACHES:
            timeline = self.covering(start - reach, start) if back else self.covering(start, start + reach)
            found = find(timeline)
            if found is not None:
                return found if abs(found - start) <= HORIZON else None
        return None


def calendar_from(spec: object) -> Calendar:
    """The calendar a written form stands for; equal forms share one object and its memory. BadCalendar by path.

    `spec`: "24x7" or {"timezone", "week" or "weeks", "holidays"?, "workdays"?, "shortened"?, "moved"?}.
    """
    return _shared(rules_from(spec))


@lru_cache(maxsize=SHARED_CALENDARS)
def _shared(rules: WorkingRules) -> Calendar:
    return Calendar(rules.digest, rules, GrowingTimeline(rules))


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether it is working time at that instant; closing time itself is not."""
    instant = to_microseconds(at)
    return calendar.covering(instant, instant).opening_after(instant) == instant


def next_open(calendar: Calendar, at: datetime) -> datetime:
    """That instant when open, else the next opening, in UTC. BeyondHorizon when there is none in twenty years."""
    instant = to_microseconds(at)
    opening = calendar.search(instant, lambda timeline: timeline.opening_after(instant))
    if opening is None:
        raise BeyondHorizon("calendar", NEVER_OPENS, years=HORIZON_YEARS)
    return from_microseconds(opening)


def working_minutes_of(calendar: Calendar, day: date) -> int:
    """Planned working minutes of one day by the wall clock, whatever summer time does that night."""
    return minutes_of(calendar.rules.intervals_on(day))


def split_over_midnight(weekday: str, start: str, end: str) -> list[tuple[str, tuple[str, str]]]:
    """(weekday, (start, end)) for the week of a calendar: an interval that runs past midnight becomes two.

    "fri", "22:00", "06:00" → [("fri", ("22:00", "24:00")), ("sat", ("00:00", "06:00"))]. BadCalendar naming
    weekday, start or end.
    """
    if weekday not in WEEKDAYS:
        raise BadCalendar("weekday", BAD_WEEKDAY, value=repr(weekday), known=", ".join(WEEKDAYS))
    opens, closes = minutes_from(start, "start"), minutes_from(end, "end")
    if opens in (DAY_MINUTES, closes):
        raise BadCalendar("start", BAD_START)
    if opens < closes:
        return [(weekday, (start, end))]
    tomorrow = WEEKDAYS[(WEEKDAYS.index(weekday) + 1) % len(WEEKDAYS)]
    morning = [(tomorrow, ("00:00", end))] if closes else []
    return [(weekday, (start, "24:00")), *morning]
