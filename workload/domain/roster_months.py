"""A month of somebody's roster: filled from pattern and calendar, and checked as a whole (L1)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.calendars import Calendar, working_minutes_of
from workload.domain.planned import Term, Work, days_between, share_of, term_on
from workload.domain.refusals import gettext_noop
from workload.domain.roster_text import BadRoster
from workload.domain.stretches import Stretch, Stretches, clock_of, cut_to, minutes_of, work_on
from workload.domain.weekly_pattern import PatternShift, first_overlap, stretches_on
from workload.domain.working_rules import minutes_of as minutes_of_intervals

# A break for rest and a meal is at most two hours (Labour Code 108).
LONGEST_MEAL: Final = 120

type Days = Mapping[date, Stretches]

RUNS_OVER: Final = gettext_noop("The shift of this day begins before the one before it ends.")


def filled(
    terms: Sequence[Term], pattern: Iterable[PatternShift] | None, first: date, last: date, *, by_calendar: bool = True
) -> dict[date, Stretches]:
    """{day: its stretches} of every day with work on which one of `terms` holds.

    By the pattern, with the calendar's holidays off, its shortened days cut and its swapped days as the calendar has
    them; by the calendar alone without a pattern, cut to the share of full time; by the pattern alone where the person
    works on holidays too (`by_calendar` False).
    """
    shifts = None if pattern is None else tuple(pattern)
    held = ((day, term_on(terms, day)) for day in days_between(first, last))
    days = ((day, _planned(day, term, shifts, by_calendar=by_calendar)) for day, term in held if term is not None)
    return {day: stretches for day, stretches in days if stretches}


def works_of_days(days: Days, zone: ZoneInfo) -> list[Work]:
    """The stretches of a month as they stand in time, in order."""
    return [work_on(day, stretch, zone) for day in sorted(days) for stretch in days[day]]


def check_days(days: Days, zone: ZoneInfo) -> None:
    """BadRoster, naming the day, when a shift runs into the next one."""
    clash = first_overlap(works_of_days(days, zone))
    if clash is not None:
        raise BadRoster(clash.starts_at.astimezone(zone).date().isoformat(), RUNS_OVER)


def _planned(day: date, term: Term, shifts: Sequence[PatternShift] | None, *, by_calendar: bool) -> Stretches:
    calendar = term.calendar
    if shifts is None:
        return () if calendar is None else _share(_of_calendar(calendar, day), term.share_percent)
    usual = stretches_on(shifts, day)
    if calendar is None or not by_calendar:
        return usual
    return _by_calendar(calendar, day, usual, term.share_percent)


def _by_calendar(calendar: Calendar, day: date, usual: Stretches, share_percent: int) -> Stretches:
    """A day off by the calendar is off, a shortened one loses what the calendar takes off it."""
    uncut, whole = calendar.rules.uncut_on(day), working_minutes_of(calendar, day)
    is_ordinary = uncut == calendar.rules.week_on(day)[day.weekday()]
    if is_ordinary:
        cut = minutes_of_intervals(uncut) - whole
        return cut_to(usual, minutes_of(usual) - cut) if cut else usual
    return _share(_of_calendar(calendar, day), share_percent)


def _share(stretches: Stretches, percent: int) -> Stretches:
    return cut_to(stretches, share_of(minutes_of(stretches), percent))


def _of_calendar(calendar: Calendar, day: date) -> Stretches:
    """The calendar's day; a gap that is no longer than a meal makes one shift with a break, not two shifts."""
    found: list[tuple[int, int, int]] = []
    for opens, closes in calendar.rules.intervals_on(day):
        if found and opens - found[-1][1] <= LONGEST_MEAL:
            starts, ends, pause = found.pop()
            found.append((starts, closes, pause + opens - ends))
        else:
            found.append((opens, closes, 0))
    return tuple(Stretch(clock_of(opens), clock_of(closes), pause) for opens, closes, pause in found)
