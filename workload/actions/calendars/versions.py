"""The calendar's lock and its next version: every change begins and ends here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import scope_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload import calendar_listeners
from workload.domain.calendars import calendar_from
from workload.domain.refusals import BadInput
from workload.models import CalendarVersion, CalendarYear, WorkingCalendar
from workload.permissions import check_can_change_calendar
from workload.queries.calendar_spec import spec_of
from workload.queries.calendars import VERSIONS


def lock_calendar(calendar: WorkingCalendar, *, by: Viewer) -> WorkingCalendar:
    """The calendar as it is now, locked: whoever comes second waits. WorkingCalendar.DoesNotExist when `by` may not
    see it."""
    locked = WorkingCalendar.objects.visible_to(by).select_for_update(of=("self",)).get(pk=calendar.pk)
    check_can_change_calendar(by, locked)
    return locked


def append_version(calendar: WorkingCalendar, *, by: Viewer, at: datetime, field: str | None = None) -> None:
    """What the rows of the locked calendar say now, as its next version; nothing when they say the same.

    Refused, naming `field`, when nothing could be counted with it.
    """
    spec = spec_of(calendar)
    last = CalendarVersion.objects.filter(calendar=calendar, number=calendar.version).first()
    if last is not None and last.spec == spec:
        return
    check_can_be_counted(spec, field)
    calendar.version += 1
    CalendarVersion.objects.create(
        calendar=calendar, number=calendar.version, spec=spec, created_at=at, created_by_id=by.employee_id
    )
    calendar.save(update_fields=["version"])
    VERSIONS.written((calendar.pk, calendar.version))
    if last is not None:
        calendar_listeners.tell(calendar_id=calendar.pk, by=by, at=at)


def check_can_be_counted(spec: Any, field: str | None) -> None:
    """The rules of time accept it."""
    try:
        calendar_from(spec)
    except BadInput as bad:
        message = _("The calendar would not hold together: %(where)s. Look at its week and at this day.")
        raise Refused(message % {"where": bad.field}, field=field) from bad


def take_approval_back(calendar: WorkingCalendar, first: int, last: int, *, by: Viewer, at: datetime) -> None:
    """Approved years from `first` to `last` have changed: a person must look at them again (L5)."""
    approved = calendar.years.filter(year__range=(first, last), approved_at__isnull=False).select_related("approved_by")
    for year in approved:
        record(calendar, "calendar.disapprove", by=by, at=at, before=approval_of(year), after={"year": year.year})
    approved.update(approved_by=None, approved_at=None)


def approval_of(year: CalendarYear) -> dict[str, Any]:
    """Who approved the year, and when, for the trail."""
    return {"year": year.year, "approved_by": year.approved_by, "approved_at": year.approved_at}


def record(
    calendar: WorkingCalendar,
    action: str,
    *,
    by: Viewer,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """One row of the calendar's trail."""
    audit.record(action=action, target=calendar, scope=scope_of(calendar), by=by, at=at, before=before, after=after)


def check_day(day: date, field: str) -> None:
    """A day that a calendar can hold."""
    if not 2000 <= day.year <= 2100:
        raise Refused(_("A calendar holds the years 2000 to 2100."), field=field)
