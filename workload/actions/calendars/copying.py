"""A calendar of one's own that begins as another one is: whoever may not change that changes the copy (S1, P2)."""

from datetime import datetime

from django.db import transaction

from support_desk.shared.changing import create_row
from support_desk.shared.copying import check_name, code_of_copy
from support_desk.shared.viewer import Viewer
from workload.actions.calendars.versions import append_version
from workload.models import (
    CalendarDay,
    CalendarWeek,
    CalendarYear,
    DayInterval,
    WeekInterval,
    WorkingCalendar,
)
from workload.permissions import check_can_keep_calendars

KEPT = ("timezone", "country", "is_around_the_clock")


@transaction.atomic
def copy_calendar(*, calendar: WorkingCalendar, name: str, by: Viewer, at: datetime) -> WorkingCalendar:
    """A new calendar with the weeks, days and loaded years of `calendar`; nobody counts by it yet, and nobody has
    approved its years. WorkingCalendar.DoesNotExist when `by` may not see it. Refused, naming `name`, when another
    one is called so."""
    check_can_keep_calendars(by)
    seen = WorkingCalendar.objects.visible_to(by)
    model = seen.select_for_update(of=("self",)).get(pk=calendar.pk)
    check_name(WorkingCalendar.objects.all(), name)
    codes = set(WorkingCalendar.objects.values_list("code", flat=True))
    kept = {field: getattr(model, field) for field in KEPT}
    copy = WorkingCalendar(code=code_of_copy(model.code, codes), name=name.strip(), **kept)
    after = {"code": copy.code, "name": copy.name, "copy_of": model, **kept}
    create_row(copy, action="calendar.copy", by=by, at=at, after=after)
    copy_weeks(model, copy)
    copy_days(model, copy)
    copy_years(model, copy)
    append_version(copy, by=by, at=at)
    return copy


def copy_weeks(model: WorkingCalendar, copy: WorkingCalendar) -> None:
    """Every week with its hours."""
    found = model.weeks.prefetch_related("intervals").order_by("starts_on")
    weeks = [(week, CalendarWeek(calendar=copy, starts_on=week.starts_on)) for week in found]
    CalendarWeek.objects.bulk_create(new for _old, new in weeks)
    WeekInterval.objects.bulk_create(
        WeekInterval(week=new, weekday=one.weekday, starts_minute=one.starts_minute, ends_minute=one.ends_minute)
        for old, new in weeks
        for one in old.intervals.all()
    )


def copy_days(model: WorkingCalendar, copy: WorkingCalendar) -> None:
    """Every special day; those entered by hand stay when the copy's year is loaded again."""
    found = model.days.prefetch_related("intervals").order_by("day")
    days = [(day, day_of(copy, day)) for day in found]
    CalendarDay.objects.bulk_create(new for _old, new in days)
    DayInterval.objects.bulk_create(
        DayInterval(calendar_day=new, starts_minute=one.starts_minute, ends_minute=one.ends_minute)
        for old, new in days
        for one in old.intervals.all()
    )


def day_of(copy: WorkingCalendar, day: CalendarDay) -> CalendarDay:
    """The same day in the copy."""
    return CalendarDay(
        calendar=copy,
        day=day.day,
        kind=day.kind,
        shortened_minutes=day.shortened_minutes,
        name=day.name,
        is_loaded=day.is_loaded,
        is_moved=day.is_moved,
    )


def copy_years(model: WorkingCalendar, copy: WorkingCalendar) -> None:
    """When the years were loaded; a person still has to look at them under the new name (L5)."""
    CalendarYear.objects.bulk_create(
        CalendarYear(calendar=copy, year=year.year, loaded_at=year.loaded_at) for year in model.years.order_by("year")
    )
