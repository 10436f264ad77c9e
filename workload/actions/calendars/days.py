"""Days unlike their week: holidays, days made working, shortened ones (S1, L5)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.calendars.hours import Hours, Span, spans_of_day
from workload.actions.calendars.versions import append_version, check_day, lock_calendar, record, take_approval_back
from workload.domain.calendar_spec import DAY_MINUTES
from workload.models import CalendarDay, DayInterval, WorkingCalendar
from workload.queries.calendar_spec import hours_of

Kind = CalendarDay.Kind


@transaction.atomic
def set_day(
    *,
    calendar: WorkingCalendar,
    day: date,
    kind: str,
    by: Viewer,
    at: datetime,
    hours: Hours = (),
    shortened_minutes: int = 0,
    name: str = "",
) -> CalendarDay:
    """`day` is a holiday, works for `hours`, or loses `shortened_minutes` at its end; what it was is replaced.

    Refused, naming `kind`, `hours`, `shortened_minutes` or `day`.
    """
    locked = lock_calendar(calendar, by=by)
    check_day(day, "day")
    spans = checked(kind, hours, shortened_minutes)
    row = locked.days.filter(day=day).first() or CalendarDay(calendar=locked, day=day)
    before = described(row) if row.pk else {}
    row.kind, row.name, row.is_loaded, row.is_moved = kind, name.strip(), False, False
    row.shortened_minutes = shortened_minutes if kind == Kind.SHORTENED else 0
    save_day(row, spans)
    after = described(row)
    if before != after:
        record(locked, "calendar.day", by=by, at=at, before=before, after=after)
        take_approval_back(locked, day.year, day.year, by=by, at=at)
    append_version(locked, by=by, at=at, field="shortened_minutes" if kind == Kind.SHORTENED else "day")
    return row


@transaction.atomic
def remove_day(*, day: CalendarDay, by: Viewer, at: datetime) -> WorkingCalendar:
    """The day is like its week again."""
    locked = lock_calendar(day.calendar, by=by)
    found = locked.days.filter(pk=day.pk).first()
    if found is None:
        raise Refused(_("Somebody has made this an ordinary day just now."))
    record(locked, "calendar.day", by=by, at=at, before=described(found), after={"day": found.day, "kind": None})
    take_approval_back(locked, found.day.year, found.day.year, by=by, at=at)
    found.delete()
    append_version(locked, by=by, at=at)
    return locked


def checked(kind: str, hours: Hours, shortened_minutes: int) -> list[Span]:
    """The hours of a day made working, none for the others. Refused, naming the field."""
    if kind not in Kind.values:
        raise Refused(_("A special day is a holiday, made working, or shortened."), field="kind")
    if kind == Kind.WORKDAY:
        return spans_of_day(hours)
    if hours:
        raise Refused(_("Only a day made working has hours of its own."), field="hours")
    if kind == Kind.SHORTENED and not 1 <= shortened_minutes <= DAY_MINUTES:
        raise Refused(_("Write how many minutes are cut off, from 1 to 1440."), field="shortened_minutes")
    return []


def save_day(row: CalendarDay, spans: list[Span]) -> None:
    """The row with exactly these hours."""
    save_valid(row)
    row.intervals.all().delete()
    DayInterval.objects.bulk_create(
        DayInterval(calendar_day=row, starts_minute=opens, ends_minute=closes) for opens, closes in spans
    )


def described(row: CalendarDay) -> dict[str, Any]:
    """The day for the trail."""
    return {
        "day": row.day,
        "kind": row.kind,
        "hours": hours_of(row),
        "shortened_minutes": row.shortened_minutes,
        "name": row.name,
        "is_moved": row.is_moved,
    }
