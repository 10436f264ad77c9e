"""The production calendar year by year: loaded from the library, looked at and approved by a person (L5)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import save_valid
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.calendars.days import described, save_day
from workload.actions.calendars.versions import (
    append_version,
    approval_of,
    lock_calendar,
    record,
    take_approval_back,
)
from workload.country_holidays import FIRST_YEAR, LAST_YEAR, year_of_days_in
from workload.domain.calendar_spec import rules_from
from workload.domain.production import DayException, YearOfDays, exceptions_of
from workload.domain.refusals import BadInput, YearUnknown
from workload.domain.working_rules import WorkingRules, intervals_as_spec
from workload.models import CalendarDay, CalendarYear, WorkingCalendar
from workload.queries.calendar_spec import spec_of


@transaction.atomic
def load_year(*, calendar: WorkingCalendar, year: int, by: Viewer, at: datetime) -> CalendarYear:
    """Holidays, moved and shortened days of `year` by the calendar's country and its own week. Days entered by hand
    stay; those of an earlier loading are replaced.

    Refused, naming `year` when the library does not know it, `country` when the calendar has none it knows.
    """
    locked = lock_calendar(calendar, by=by)
    wanted = {one.day: one for one in exceptions_in(locked, known_days(locked, year))}
    row = locked.years.filter(year=year).first() or CalendarYear(calendar=locked, year=year)
    if replace_loaded(locked, year, wanted):
        take_approval_back(locked, year, year, by=by, at=at)
        row.approved_by = row.approved_at = None
    row.loaded_at = at
    save_valid(row)
    record(locked, "calendar.load_year", by=by, at=at, after={"year": year, "days": len(wanted)})
    append_version(locked, by=by, at=at, field="year")
    return row


@transaction.atomic
def approve_year(*, calendar: WorkingCalendar, year: int, by: Viewer, at: datetime) -> CalendarYear:
    """A person has looked at the days of `year`: months of it may be closed. Who changed the days last is in the trail
    beside who approved. Refused, naming `year`, for one that has no days yet; saying it again changes nothing."""
    locked = lock_calendar(calendar, by=by)
    if by.employee_id is None:
        raise NotAllowed(_("A person approves a year, not a program."))
    check_year(year)
    row = locked.years.filter(year=year).first()
    if row is None and not locked.days.filter(day__year=year).exists() and not locked.is_around_the_clock:
        raise Refused(_("Load the days of %(year)s first.") % {"year": year}, field="year")
    row = row or CalendarYear(calendar=locked, year=year)
    if row.approved_at is not None:
        return row
    row.approved_by_id, row.approved_at = by.employee_id, at
    save_valid(row)
    record(locked, "calendar.approve_year", by=by, at=at, after={**approval_of(row), "version": locked.version})
    return row


def known_days(calendar: WorkingCalendar, year: int) -> YearOfDays:
    """The free days of the calendar's country."""
    check_year(year)
    if calendar.is_around_the_clock:
        raise Refused(_("This calendar works around the clock: it has no holidays."))
    if not calendar.country:
        raise Refused(_("Name the country of the holidays first, or enter the days by hand."), field="country")
    try:
        return year_of_days_in(calendar.country, year)
    except YearUnknown as unknown:
        message = _("The holidays of %(year)s are not known yet. Load them later, or enter the days by hand.")
        raise Refused(message % {"year": year}, field="year") from unknown
    except BadInput as unknown:
        message = _("The holidays of “%(country)s” are not known. Enter the days by hand.")
        raise Refused(message % {"country": calendar.country}, field="country") from unknown


def check_year(year: int) -> None:
    """A year that a calendar can hold."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("A calendar holds the years 2000 to 2100."), field="year")


def exceptions_in(calendar: WorkingCalendar, days: YearOfDays) -> Iterator[DayException]:
    """What differs, each day from the week in force on it."""
    rules = ordinary_rules(calendar)
    weeks = {week for _start, week in rules.weeks}
    for week in sorted(weeks):
        yield from (one for one in exceptions_of(days, week) if rules.week_on(one.day) == week)


def ordinary_rules(calendar: WorkingCalendar) -> WorkingRules:
    """The calendar as if no day were special."""
    spec = spec_of(calendar)
    return rules_from({"timezone": spec["timezone"], "weeks": spec["weeks"]})


def replace_loaded(calendar: WorkingCalendar, year: int, wanted: dict[date, DayException]) -> bool:
    """The loaded days of the year become `wanted`; whether that changed any."""
    there = {row.day: row for row in calendar.days.filter(day__year=year).prefetch_related("intervals")}
    by_hand = {day for day, row in there.items() if not row.is_loaded}
    gone = [row for day, row in there.items() if row.is_loaded and day not in wanted]
    for row in gone:
        row.delete()
    changed = [put(calendar, there.get(day), one) for day, one in wanted.items() if day not in by_hand]
    return bool(gone) or any(changed)


def put(calendar: WorkingCalendar, row: CalendarDay | None, one: DayException) -> bool:
    """One loaded day; whether it differs from what was there."""
    wanted = {
        "day": one.day,
        "kind": one.kind.value,
        "hours": intervals_as_spec(one.intervals),
        "shortened_minutes": one.cut_minutes,
        "name": one.name[:120],
        "is_moved": one.is_moved,
    }
    if row is not None and described(row) == wanted:
        return False
    row = row or CalendarDay(calendar=calendar, day=one.day, is_loaded=True)
    row.kind, row.shortened_minutes, row.name = one.kind.value, one.cut_minutes, one.name[:120]
    row.is_moved = one.is_moved
    save_day(row, list(one.intervals))
    return True
