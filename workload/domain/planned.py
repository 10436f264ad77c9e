"""What somebody was to work on each day, and what an absence takes from it: the ground of timesheets, load, and the
cost of absences (L1, L5–L7)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.calendars import Calendar, working_minutes_of

DAY: Final = timedelta(days=1)
MINUTE: Final = timedelta(minutes=1)
PERCENT: Final = 100

type Roster = tuple[date, int]
"""The first day of a month and the department in which somebody works by shifts then."""


@dataclass(frozen=True, slots=True)
class Term:
    """Where somebody works from `starts_on` to `ends_on` (both inclusive, None for ever): the zone of their wall clock,
    the production calendar of the department (None: it has none) and the share of full time in percent."""

    starts_on: date
    ends_on: date | None
    department_id: int
    zone: ZoneInfo
    calendar: Calendar | None
    share_percent: int = PERCENT

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True, order=True)
class Work:
    """A stretch of planned time, of which `break_minutes` are not worked."""

    starts_at: datetime
    ends_at: datetime
    break_minutes: int = 0

    @property
    def minutes(self) -> int:
        return max(0, minutes_between(self.starts_at, self.ends_at) - self.break_minutes)


@dataclass(frozen=True, slots=True)
class Away:
    """An absence in force. Whoever shows its type asks `Absence.visible_to` first (P2)."""

    absence_id: int
    type: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day of somebody who is employed then.

    `calendar_minutes`: full time by the production calendar. `works`: what is planned, by roster or calendar, in order.
    `planned_minutes`: of them, breaks left out, the share of part-time applied where there is no roster.
    `away_minutes`: of those, lost to `aways`.
    """

    day: date
    department_id: int
    share_percent: int
    calendar_minutes: int
    is_rostered: bool
    works: tuple[Work, ...]
    planned_minutes: int
    aways: tuple[Away, ...]
    away_minutes: int

    @property
    def free_minutes(self) -> int:
        """What is left to work in."""
        return self.planned_minutes - self.away_minutes


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes that really pass, whatever summer time does."""
    return int((end - start) / MINUTE)


def share_of(minutes: int, percent: int) -> int:
    """Rounded half up, once."""
    return (minutes * percent * 2 + PERCENT) // (2 * PERCENT)


def norm_minutes(days: Iterable[PlannedDay]) -> int:
    """The norm of these days: the calendar's minutes × the share of employment, rounded once a share (L5)."""
    sums: dict[int, int] = defaultdict(int)
    for day in days:
        sums[day.share_percent] += day.calendar_minutes
    return sum(share_of(minutes, percent) for percent, minutes in sums.items())


def planned_days(
    terms: Sequence[Term],
    shifts: Iterable[Work],
    aways: Sequence[Away],
    first: date,
    last: date,
    *,
    made_up: Iterable[Work] = (),
    rosters: Iterable[Roster] = (),
) -> list[PlannedDay]:
    """Every day from `first` to `last` on which one of `terms` holds, in order.

    `shifts` are those of all months that the days touch. Whoever has one in a month of their own zone, or one of
    `rosters`, is rostered in that month as long as they are in that department, and works by nothing else; the others
    work by the calendar.
    """
    held = [(day, term) for day in days_between(first, last) if (term := term_on(terms, day))]
    planned_in, by_day = _by_day(terms, shifts)
    _made_up_in, extra = _by_day(terms, made_up)
    rostered = planned_in.union(rosters)
    return [_planned(day, term, rostered, by_day.get(day, ()), aways, extra=extra.get(day, ())) for day, term in held]


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both inclusive."""
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def term_on(terms: Iterable[Term], day: date) -> Term | None:
    """The term that holds on that day."""
    return next((term for term in terms if term.holds_on(day)), None)


def split_at_midnight(work: Work, zone: ZoneInfo) -> list[tuple[date, Work]]:
    """(day, its part) of a stretch that may run into the next day; the break is taken from the longest part first."""
    parts: list[tuple[date, Work]] = []
    start = work.starts_at
    while start < work.ends_at:
        day = start.astimezone(zone).date()
        end = min(work.ends_at, midnight(day + DAY, zone))
        parts.append((day, Work(start, end)))
        start = end
    breaks, left = {}, work.break_minutes
    for day, part in sorted(parts, key=lambda one: -one[1].minutes):
        breaks[day] = min(left, part.minutes)
        left -= breaks[day]
    return [(day, Work(part.starts_at, part.ends_at, breaks[day])) for day, part in parts]


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When the day begins there, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def lost_minutes(works: Iterable[Work], aways: Iterable[Away]) -> int:
    """Minutes of `works` that lie within one of `aways`, which do not overlap each other. A break is not lost twice:
    a stretch loses at most what is worked in it."""
    absent = list(aways)
    return sum(min(work.minutes, sum(overlap(work, away) for away in absent)) for work in works)


def outside(extra: Iterable[Work], works: Iterable[Work]) -> list[Work]:
    """What of `extra` lies outside `works` and outside what of it came before."""
    found: list[Work] = []
    for work in extra:
        parts = [work]
        for other in (*works, *found):
            parts = [rest for part in parts for rest in _without(part, other)]
        found += parts
    return found


def _without(work: Work, other: Work) -> Iterator[Work]:
    """The parts before and after the other one; the break stays in the first as far as it goes."""
    if not overlap(work, other):
        yield work
        return
    left = work.break_minutes
    if work.starts_at < other.starts_at:
        before = min(left, minutes_between(work.starts_at, other.starts_at))
        left -= before
        yield Work(work.starts_at, other.starts_at, before)
    if work.ends_at > other.ends_at:
        yield Work(other.ends_at, work.ends_at, left)


def overlap(work: Work, other: Away | Work) -> int:
    """Minutes that both last."""
    start, end = max(work.starts_at, other.starts_at), min(work.ends_at, other.ends_at)
    return minutes_between(start, end) if start < end else 0


def _by_day(terms: Sequence[Term], shifts: Iterable[Work]) -> tuple[set[Roster], dict[date, list[Work]]]:
    """(months and departments with a shift, {day: what is planned on it})."""
    rostered: set[Roster] = set()
    by_day: dict[date, list[Work]] = defaultdict(list)
    if not terms:
        return rostered, by_day
    for shift in sorted(shifts):
        term = _term_at(terms, shift.starts_at)
        rostered.add(_roster(shift.starts_at.astimezone(term.zone).date(), term))
        for day, part in split_at_midnight(shift, term.zone):
            by_day[day].append(part)
    return rostered, by_day


def _roster(day: date, term: Term) -> Roster:
    return day.replace(day=1), term.department_id


def _term_at(terms: Sequence[Term], instant: datetime) -> Term:
    """The term that holds then, else the last."""
    return next((term for term in terms if term.holds_on(instant.astimezone(term.zone).date())), terms[-1])


def _planned(
    day: date,
    term: Term,
    rostered: set[Roster],
    shifts: Iterable[Work],
    aways: Sequence[Away],
    *,
    extra: Iterable[Work],
) -> PlannedDay:
    is_rostered = _roster(day, term) in rostered
    full = working_minutes_of(term.calendar, day) if term.calendar is not None else 0
    works = tuple(shifts) if is_rostered else works_of(term.calendar, day, term.zone)
    planned = sum(work.minutes for work in works)
    touching = _touching(aways, day, term.zone)
    lost = lost_minutes(works, touching)
    if not is_rostered:
        planned, lost = share_of(planned, term.share_percent), share_of(lost, term.share_percent)
    # A night may begin in a month with a roster and end in one without. Part-time takes nothing from what is planned
    # besides, and nothing is planned twice.
    besides = outside(extra if is_rostered else (*shifts, *extra), works)
    planned, lost = planned + sum(work.minutes for work in besides), lost + lost_minutes(besides, touching)
    return PlannedDay(
        day=day,
        department_id=term.department_id,
        share_percent=term.share_percent,
        calendar_minutes=full,
        is_rostered=is_rostered,
        works=tuple(sorted((*works, *besides))) if besides else works,
        planned_minutes=planned,
        aways=touching,
        away_minutes=min(planned, lost),
    )


def _touching(aways: Sequence[Away], day: date, zone: ZoneInfo) -> tuple[Away, ...]:
    if not aways:
        return ()
    start, end = midnight(day, zone), midnight(day + DAY, zone)
    return tuple(away for away in aways if away.starts_at < end and away.ends_at > start)


@lru_cache(maxsize=20_000)
def works_of(calendar: Calendar | None, day: date, zone: ZoneInfo) -> tuple[Work, ...]:
    """What the calendar plans for a day, by the clock on the wall in `zone`."""
    if calendar is None:
        return ()
    return tuple(
        Work(wall_time(day, opens, zone), wall_time(day, closes, zone))
        for opens, closes in calendar.rules.intervals_on(day)
    )


def wall_time(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The instant at which the clock on the wall shows that minute of the day; 1440 is the next midnight."""
    if minute >= 24 * 60:
        return midnight(day + DAY, zone)
    return datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)
