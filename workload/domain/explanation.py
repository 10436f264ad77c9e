"""How a due time came about (S2): steps that a page words in its own language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final

from workload.domain.business_time import due_at
from workload.domain.calendars import Calendar
from workload.domain.pauses import Pause, in_order
from workload.domain.timelines import MICROSECONDS, Timeline, from_microseconds, to_microseconds

# A run of days longer than this is told by its two ends and one sum between them.
LONGEST_RUN: Final = 12
KEPT_AT_ENDS: Final = 4


class StepKind(StrEnum):
    """What happened to the clock. SUMMED stands for many counted and closed spells."""

    STARTED = "started"
    WAITED_FOR_OPENING = "waited_for_opening"
    COUNTED = "counted"
    CLOSED = "closed"
    PAUSED = "paused"
    SUMMED = "summed"
    DUE = "due"


class Reason(StrEnum):
    """Why nobody works then: the strongest of what a closed spell contains."""

    NIGHT = "night"
    BREAK = "break"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Step:
    """From `at` until `until` (UTC; None: it lasts, or is an instant). seconds: counted. reason: why it is closed."""

    kind: StepKind
    at: datetime
    until: datetime | None = None
    seconds: int = 0
    reason: Reason | None = None

    @property
    def minutes(self) -> int:
        """Counted minutes, rounded down."""
        return self.seconds // 60


type Spell = tuple[StepKind, int, int | None]


def explain(
    calendar: Calendar, *, started_at: datetime, target_minutes: int, pauses: Sequence[Pause] = ()
) -> list[Step]:
    """From the start to the due time, closed spells that touch told as one; ends with the pause that lasts, if any.

    Refuses what `due_at` refuses.
    """
    due = due_at(calendar, started_at=started_at, target_minutes=target_minutes, pauses=pauses)
    start = to_microseconds(started_at)
    spells = in_order(pauses, start=start)
    stop = to_microseconds(due) if due else spells[-1][0]
    walk = _walk(calendar.covering(start, stop), start, stop, spells)
    steps = [Step(StepKind.STARTED, from_microseconds(start)), *_summed(list(_told(calendar, start, walk)))]
    return [*steps, Step(StepKind.DUE, due)] if due else steps


def _walk(timeline: Timeline, start: int, stop: int, pauses: Sequence[tuple[int, int | None]]) -> Iterator[Spell]:
    now = start
    for begins, ends in pauses:
        if begins >= stop and ends is not None:
            break
        yield from _unpaused(timeline, now, begins)
        yield StepKind.PAUSED, begins, ends
        if ends is None:
            return
        now = ends
    yield from _unpaused(timeline, now, stop)


def _unpaused(timeline: Timeline, now: int, stop: int) -> Iterator[Spell]:
    while now < stop:
        opening = timeline.opening_after(now)
        is_open = opening == now
        until = min(stop, timeline.closing_after(now) if is_open else (opening or stop))
        yield (StepKind.COUNTED if is_open else StepKind.CLOSED), now, until
        now = until


def _told(calendar: Calendar, start: int, walk: Iterator[Spell]) -> Iterator[Step]:
    counted = 0
    for kind, begins, ends in walk:
        at, until = from_microseconds(begins), from_microseconds(ends) if ends is not None else None
        if kind is StepKind.CLOSED and until is not None:
            is_first = begins == start
            reason = _reason(calendar, at, until)
            yield Step(StepKind.WAITED_FOR_OPENING if is_first else kind, at, until, reason=reason)
        elif kind is StepKind.COUNTED and ends is not None:
            before, counted = counted, counted + ends - begins
            yield Step(kind, at, until, seconds=counted // MICROSECONDS - before // MICROSECONDS)
        else:
            yield Step(kind, at, until)


def _reason(calendar: Calendar, at: datetime, until: datetime) -> Reason:
    rules = calendar.rules
    first, last = at.astimezone(calendar.zone), until.astimezone(calendar.zone)
    idle = [day for day in _days(first.date(), last) if not rules.intervals_on(day)]
    if any(day in rules.holidays and rules.week_on(day)[day.weekday()] for day in idle):
        return Reason.HOLIDAY
    if idle:
        return Reason.WEEKEND
    minute = 60 * first.hour + first.minute
    today = rules.intervals_on(first.date())
    is_between = any(closes <= minute for _opens, closes in today) and any(opens >= minute for opens, _closes in today)
    return Reason.BREAK if is_between and first.date() == last.date() else Reason.NIGHT


def _days(first: date, last: datetime) -> Iterator[date]:
    """Every day that the spell touches; one that ends at midnight does not touch the day after."""
    until = (last.replace(tzinfo=None) - timedelta(microseconds=1)).date()
    for number in range((until - first).days + 1):
        yield first + timedelta(days=number)


def _summed(steps: list[Step]) -> Iterator[Step]:
    for is_pause, group in groupby(steps, key=lambda step: step.kind is StepKind.PAUSED):
        run = list(group)
        if is_pause or len(run) <= LONGEST_RUN:
            yield from run
            continue
        middle = run[KEPT_AT_ENDS:-KEPT_AT_ENDS]
        yield from run[:KEPT_AT_ENDS]
        yield Step(StepKind.SUMMED, middle[0].at, middle[-1].until, seconds=sum(step.seconds for step in middle))
        yield from run[-KEPT_AT_ENDS:]
