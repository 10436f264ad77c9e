"""The open time of a calendar as one row of stretches in UTC, with the business time before each: found by bisection.

Everything here is in whole microseconds since 1970, so that counting is exact and additive.

An instant is open when the clock on the calendar's wall then shows a time inside one of the day's intervals. So an
hour that the wall clock skips is no working time, an hour that it shows twice is counted twice, an opening inside
a skipped hour happens when the clock has jumped, and no minute that was really there is lost.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.refusals import BeyondHorizon, gettext_noop
from workload.domain.working_rules import WorkingRules

MICROSECONDS: Final = 1_000_000
DAY_SECONDS: Final = 24 * 60 * 60
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY: Final = EPOCH.toordinal()
FIRST_YEAR, END_YEAR = 1900, 2300
OUTSIDE: Final = gettext_noop("This instant lies outside the years %(first)s to %(last)s.")


def to_microseconds(instant: datetime) -> int:
    """Aware in; TypeError for a naive one."""
    since = instant - EPOCH
    return (since.days * DAY_SECONDS + since.seconds) * MICROSECONDS + since.microseconds


def from_microseconds(count: int) -> datetime:
    """In UTC."""
    return EPOCH + timedelta(microseconds=count)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stretch number i is open from starts[i] until ends[i], and before[i] of business time came before it.

    Known from `begins` until `stops`; positions are business time since `begins`.
    """

    begins: int
    stops: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]

    @classmethod
    def of(cls, stretches: Iterator[tuple[int, int]], *, begins: int, stops: int) -> "Timeline":
        """From ascending stretches; those that touch become one."""
        starts: list[int] = []
        ends: list[int] = []
        before: list[int] = []
        for start, end in stretches:
            if ends and start <= ends[-1]:
                ends[-1] = end
                continue
            before.append(before[-1] + ends[-1] - starts[-1] if ends else 0)
            starts.append(start)
            ends.append(end)
        return cls(begins, stops, tuple(starts), tuple(ends), tuple(before))

    def covers(self, start: int, end: int) -> bool:
        """Whether everything between the two is known."""
        return self.begins <= start and end < self.stops

    def position(self, instant: int) -> int:
        """Business time from the beginning until that instant."""
        place = bisect_right(self.starts, instant) - 1
        if place < 0:
            return 0
        return self.before[place] + min(instant, self.ends[place]) - self.starts[place]

    def first_instant(self, position: int) -> int | None:
        """The earliest instant with that much business time before it: at closing time, not at the next opening.

        None when it is not known yet. `position` is above 0.
        """
        place = bisect_left(self.before, position) - 1
        if place < 0:
            return None
        instant = self.starts[place] + position - self.before[place]
        return instant if instant <= self.ends[place] else None

    def last_instant(self, position: int) -> int | None:
        """The latest instant with no more than that: at the next opening, not at closing time. None when unknown.

        `position` is below that of some later instant that is known.
        """
        place = bisect_right(self.before, position) - 1
        if position < 0 or place < 0:
            return None
        return self.starts[place] + position - self.before[place]

    def opening_after(self, instant: int) -> int | None:
        """The instant itself when open, else the next opening; None when it is not known yet."""
        place = bisect_right(self.starts, instant)
        if place and instant < self.ends[place - 1]:
            return instant
        return self.starts[place] if place < len(self.starts) else None

    def closing_after(self, instant: int) -> int:
        """When the stretch closes in which that instant is open."""
        return self.ends[bisect_right(self.starts, instant) - 1]


class GrowingTimeline:
    """Builds whole years when they are first asked for and keeps them.

    A finished timeline is never changed, only replaced by a wider one: two threads at once cost work, not truth.
    """

    __slots__ = ("_known", "_rules")

    def __init__(self, rules: WorkingRules) -> None:
        self._rules = rules
        self._known = Timeline(0, 0, (), (), ())

    def covering(self, start: int, end: int) -> Timeline:
        """A timeline that knows everything from start until end; BeyondHorizon outside the years 1900 to 2299."""
        known = self._known
        return known if known.covers(start, end) else self._grow(known, start, end)

    def _grow(self, known: Timeline, start: int, end: int) -> Timeline:
        first, after = from_microseconds(start).year, from_microseconds(end).year + 1
        if known.starts:
            first, after = min(first, _year_of(known.begins)), max(after, _year_of(known.stops))
        if first < FIRST_YEAR or after > END_YEAR:
            raise BeyondHorizon("instant", OUTSIDE, first=FIRST_YEAR, last=END_YEAR - 1)
        begins, stops = _start_of(first), _start_of(after)
        self._known = grown = Timeline.of(self._between(known, begins, stops), begins=begins, stops=stops)
        return grown

    def _between(self, known: Timeline, begins: int, stops: int) -> Iterator[tuple[int, int]]:
        if not known.starts:
            yield from open_stretches(self._rules, begins, stops)
            return
        yield from open_stretches(self._rules, begins, known.begins)
        yield from zip(known.starts, known.ends, strict=True)
        yield from open_stretches(self._rules, known.stops, stops)


def open_stretches(rules: WorkingRules, begins: int, stops: int) -> Iterator[tuple[int, int]]:
    """The working time between two midnights of UTC, in ascending stretches of microseconds."""
    zone = ZoneInfo(rules.timezone)
    for start, end, offset in _spells_of_offset(zone, begins // MICROSECONDS, stops // MICROSECONDS):
        for number in range((start + offset) // DAY_SECONDS, (end - 1 + offset) // DAY_SECONDS + 1):
            midnight = number * DAY_SECONDS - offset
            for opens, closes in rules.intervals_on(date.fromordinal(EPOCH_DAY + number)):
                first, last = max(start, midnight + 60 * opens), min(end, midnight + 60 * closes)
                if first < last:
                    yield first * MICROSECONDS, last * MICROSECONDS


def _spells_of_offset(zone: ZoneInfo, begins: int, stops: int) -> Iterator[tuple[int, int, int]]:
    """(from, until, seconds east of UTC): between two changes of the clock wall time and UTC run alike."""
    start, offset = begins, _offset(zone, begins)
    for moment in range(begins + DAY_SECONDS, stops + 1, DAY_SECONDS):
        later = _offset(zone, moment)
        if later != offset:
            change = _change_between(zone, moment - DAY_SECONDS, moment)
            yield start, change, offset
            start, offset = change, later
    if start < stops:
        yield start, stops, offset


def _change_between(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second with the offset of `high`; the clock changes once in between."""
    wanted = _offset(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset(zone, middle) == wanted else (middle, high)
    return high


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    assert offset is not None
    return offset.days * DAY_SECONDS + offset.seconds


def _year_of(midnight: int) -> int:
    return from_microseconds(midnight).year


def _start_of(year: int) -> int:
    return to_microseconds(datetime(year, 1, 1, tzinfo=UTC))
