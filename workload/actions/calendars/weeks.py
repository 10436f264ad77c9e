"""The ordinary week, from a date until the next one starts (S1)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.calendars.hours import WeekHours, spans_of_week
from workload.actions.calendars.versions import append_version, check_day, lock_calendar, record, take_approval_back
from workload.models import CalendarWeek, WeekInterval, WorkingCalendar
from workload.queries.calendar_spec import week_as_spec

FOR_EVER = 9999


@transaction.atomic
def set_week(*, calendar: WorkingCalendar, starts_on: date, week: WeekHours, by: Viewer, at: datetime) -> CalendarWeek:
    """From `starts_on` on the calendar works as `week` says; a week that starts on that day is replaced.

    Refused, naming `week.mon` or the like, for hours that overlap, hold no time or are no times; `week` for none.
    """
    locked = lock_calendar(calendar, by=by)
    row = write_week(locked, starts_on, week, by=by, at=at)
    append_version(locked, by=by, at=at, field="week")
    return row


@transaction.atomic
def remove_week(*, week: CalendarWeek, by: Viewer, at: datetime) -> WorkingCalendar:
    """The week before it goes on instead. Refused for the only one."""
    locked = lock_calendar(week.calendar, by=by)
    found = locked.weeks.filter(pk=week.pk).first()
    if found is None:
        raise Refused(_("Somebody has removed this week just now."))
    if locked.weeks.count() == 1 and not locked.is_around_the_clock:
        raise Refused(_("This is the only week of the calendar. Change its hours instead."))
    record(locked, "calendar.week", by=by, at=at, before=described(found), after={"starts_on": None})
    take_back(locked, found.starts_on, by=by, at=at)
    found.delete()
    append_version(locked, by=by, at=at)
    return locked


def write_week(
    calendar: WorkingCalendar, starts_on: date, week: WeekHours, *, by: Viewer, at: datetime
) -> CalendarWeek:
    """The rows of a week of the locked calendar, and its line in the trail; the caller appends the version."""
    check_day(starts_on, "starts_on")
    spans = spans_of_week(week)
    row = calendar.weeks.filter(starts_on=starts_on).first()
    before = described(row) if row is not None else {}
    if row is None:
        row = CalendarWeek.objects.create(calendar=calendar, starts_on=starts_on)
    row.intervals.all().delete()
    WeekInterval.objects.bulk_create(
        WeekInterval(week=row, weekday=weekday, starts_minute=opens, ends_minute=closes)
        for weekday, hours in spans.items()
        for opens, closes in hours
    )
    after = described(row)
    if before != after:
        record(calendar, "calendar.week", by=by, at=at, before=before, after=after)
        take_back(calendar, starts_on, by=by, at=at)
    return row


def take_back(calendar: WorkingCalendar, starts_on: date, *, by: Viewer, at: datetime) -> None:
    """The years whose ordinary days a week from `starts_on` on decides; the first week decides those before it too."""
    is_first = not calendar.weeks.filter(starts_on__lt=starts_on).exists()
    following = calendar.weeks.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    last = following.starts_on.year if following is not None else FOR_EVER
    take_approval_back(calendar, 0 if is_first else starts_on.year, last, by=by, at=at)


def described(week: CalendarWeek) -> dict[str, Any]:
    """The week for the trail."""
    return {"starts_on": week.starts_on, "week": week_as_spec(WeekInterval.objects.filter(week=week))}
