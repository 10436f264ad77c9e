"""Counting business time (S1, S2): how much lies between two instants, and when a target is used up.

Aware instants in, UTC out. Targets are whole minutes, counting is exact to the microsecond. Pauses do not count.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from workload.domain.calendars import HORIZON_YEARS, Calendar
from workload.domain.pauses import Pause, has_open, in_order
from workload.domain.refusals import BadInput, BeyondHorizon, gettext_noop
from workload.domain.timelines import MICROSECONDS, Timeline, from_microseconds, to_microseconds

MINUTE: Final = 60 * MICROSECONDS
# Nobody is promised an answer in more than a year, counted around the clock.
LONGEST_TARGET_MINUTES: Final = 366 * 24 * 60

BAD_TARGET: Final = gettext_noop("%(minutes)s is not a number of minutes from 1 to %(most)s, a year around the clock.")
TOO_FAR_AHEAD: Final = gettext_noop("%(minutes)s minutes of this calendar are not over within %(years)s years.")
TOO_FAR_BACK: Final = gettext_noop("%(minutes)s minutes of this calendar reach back more than %(years)s years.")


def seconds_between(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> int:
    """Whole business seconds from start until end, rounded down; 0 when end is not after start."""
    return _between(calendar, start, end, pauses) // MICROSECONDS


def minutes_between(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> int:
    """Whole business minutes from start until end, rounded down; a pause that lasts reaches until end."""
    return _between(calendar, start, end, pauses) // MINUTE


def due_at(
    calendar: Calendar, *, started_at: datetime, target_minutes: int, pauses: Sequence[Pause] = ()
) -> datetime | None:
    """When the target is used up, at closing time rather than at the next opening; None while a pause lasts.

    BadInput for a target below 1 minute or above a year, BeyondHorizon when it takes more than 20 years.
    """
    check_target(target_minutes)
    reached = plan(calendar, started_at=started_at, offsets_minutes=(target_minutes,), pauses=pauses)
    return reached[0] if reached else None


def plan(
    calendar: Calendar, *, started_at: datetime, offsets_minutes: Sequence[int], pauses: Sequence[Pause] = ()
) -> list[datetime]:
    """When each of the offsets is used up, in the order given; 0 is the start itself. Empty while a pause lasts."""
    if has_open(pauses):
        return []
    start = to_microseconds(started_at)
    spells = [(begins, ends) for begins, ends in in_order(pauses, start=start) if ends is not None]
    return [from_microseconds(_reached(calendar, start, spells, offset)) for offset in offsets_minutes]


def instant_before(calendar: Calendar, *, at: datetime, minutes: int) -> datetime:
    """The latest instant from which at least so many business minutes lead to `at`.

    "Waiting longer than N business minutes" is `waiting_since <= instant_before(calendar, at=now, minutes=N)` (S2).
    """
    end = to_microseconds(at)
    if minutes <= 0:
        return from_microseconds(end)
    amount = minutes * MINUTE
    found = calendar.search(end, lambda timeline: timeline.last_instant(timeline.position(end) - amount), back=True)
    if found is None:
        raise BeyondHorizon("minutes", TOO_FAR_BACK, minutes=minutes, years=HORIZON_YEARS)
    return from_microseconds(found)


def check_target(minutes: int, field: str = "target_minutes") -> None:
    """A target is 1 minute to a year around the clock; BadInput naming `field`."""
    if not 0 < minutes <= LONGEST_TARGET_MINUTES:
        raise BadInput(field, BAD_TARGET, minutes=minutes, most=LONGEST_TARGET_MINUTES)


def _between(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Pause]) -> int:
    first, last = to_microseconds(start), to_microseconds(end)
    if last <= first:
        return 0
    timeline = calendar.covering(first, last)
    counted = timeline.position(last) - timeline.position(first)
    for begins, ends in in_order(pauses, start=first, until=last) if pauses else ():
        assert ends is not None
        counted -= timeline.position(ends) - timeline.position(begins)
    return counted


def _reached(calendar: Calendar, start: int, pauses: Sequence[tuple[int, int]], offset: int) -> int:
    if offset < 0:
        raise BadInput(
            "offsets_minutes", gettext_noop("A step of %(minutes)s minutes lies before the start."), minutes=offset
        )
    if not offset:
        return start
    amount = offset * MINUTE
    found = calendar.search(start, lambda timeline: _reached_on(timeline, start, pauses, amount))
    if found is None:
        raise BeyondHorizon("target_minutes", TOO_FAR_AHEAD, minutes=offset, years=HORIZON_YEARS)
    return found


def _reached_on(timeline: Timeline, start: int, pauses: Sequence[tuple[int, int]], left: int) -> int | None:
    """When `left` microseconds are used up; None when the timeline ends before. `left` is above 0."""
    position = timeline.position(start)
    for begins, ends in pauses:
        stop = timeline.position(begins)
        if stop - position >= left:
            break
        left -= stop - position
        position = timeline.position(ends)
    return timeline.first_instant(position + left)
