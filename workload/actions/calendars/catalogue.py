"""Calendars themselves: name, zone, which is the usual one (S1)."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.calendars.hours import WeekHours
from workload.actions.calendars.versions import append_version, lock_calendar, take_approval_back
from workload.actions.calendars.weeks import write_week
from workload.actions.departments import check_timezone
from workload.models import Department, WorkingCalendar
from workload.permissions import check_can_keep_calendars, check_can_name_defaults

FIELDS = frozenset({"name", "timezone", "country", "is_around_the_clock", "is_default", "is_active"})
FIRST_DAY = date(2020, 1, 1)


class CalendarFields(TypedDict, total=False):
    """What can be changed of a calendar; its code never, integrations know it. `country`: "RU", or "" for none."""

    name: str
    timezone: str
    country: str
    is_around_the_clock: bool
    is_default: bool
    is_active: bool


@transaction.atomic
def create_calendar(
    *,
    code: str,
    name: str,
    by: Viewer,
    at: datetime,
    week: WeekHours | None = None,
    starts_on: date = FIRST_DAY,
    timezone: str = "Europe/Moscow",
    country: str = "RU",
    is_around_the_clock: bool = False,
    is_default: bool = False,
) -> WorkingCalendar:
    """A new calendar with its first version. `week` holds from `starts_on` on, and before it as well; a calendar
    around the clock needs none. Refused, naming the field."""
    check_can_keep_calendars(by)
    check_zone(timezone)
    if not week and not is_around_the_clock:
        raise Refused(_("Write the working hours of the week, or choose around the clock."), field="week")
    if is_default:
        stand_down(by=by, at=at)
    calendar = WorkingCalendar(
        code=code.strip(),
        name=name.strip(),
        timezone=timezone,
        country=country.strip().upper(),
        is_around_the_clock=is_around_the_clock,
        is_default=is_default,
    )
    after = {"code": calendar.code, "name": calendar.name, "timezone": timezone}
    create_row(calendar, action="calendar.create", by=by, at=at, after=after)
    if week:
        write_week(calendar, starts_on, week, by=by, at=at)
    append_version(calendar, by=by, at=at, field="week")
    return calendar


@transaction.atomic
def update_calendar(
    *, calendar: WorkingCalendar, by: Viewer, at: datetime, **new: Unpack[CalendarFields]
) -> WorkingCalendar:
    """Changes the named fields. Refused, naming the field, for an unknown zone, for a default one that would be
    inactive, and for one without a week that would not be around the clock any more."""
    check_named(new, FIELDS)
    check_zone(new.get("timezone", calendar.timezone))
    if new.get("is_default"):
        stand_down(by=by, at=at, but=calendar)
    locked = lock_calendar(calendar, by=by)
    is_active, is_default = new.get("is_active", locked.is_active), new.get("is_default", locked.is_default)
    check_may_rest(locked, is_active=is_active, is_default=is_default)
    if not new.get("is_around_the_clock", locked.is_around_the_clock) and not locked.weeks.exists():
        raise Refused(_("Set a week first: without one there is nothing to count by."), field="is_around_the_clock")
    if new.get("is_around_the_clock", locked.is_around_the_clock) != locked.is_around_the_clock:
        take_approval_back(locked, 0, 9999, by=by, at=at)
    if "country" in new:
        new["country"] = new["country"].strip().upper()
    change_row(locked, action="calendar.update", by=by, at=at, new=dict(new))
    append_version(locked, by=by, at=at)
    return locked


def stand_down(*, by: Viewer, at: datetime, but: WorkingCalendar | None = None) -> None:
    """The calendar that is the default one so far no longer is. Both are locked, the lower id first."""
    ids = [but.pk] if but is not None else []
    rows = WorkingCalendar.objects.visible_to(by).select_for_update(of=("self",)).order_by("pk")
    check_can_keep_calendars(by)
    check_can_name_defaults(by)
    for other in rows.filter(Q(is_default=True) | Q(pk__in=ids)):
        if other.pk not in ids:
            change_row(other, action="calendar.update", by=by, at=at, new={"is_default": False})


def check_may_rest(calendar: WorkingCalendar, *, is_active: bool, is_default: bool) -> None:
    """What everybody falls back on, and what a department works by, stays active."""
    if is_active:
        return
    if is_default:
        raise Refused(_("This is used where no other is named. Make another one the default first."), field="is_active")
    user = Department.objects.filter(calendar=calendar, is_active=True).first()
    if user is not None:
        message = _("The department “%(department)s” works by this calendar. Give it another one first.")
        raise Refused(message % {"department": user.name}, field="is_active")


def check_zone(timezone: str) -> None:
    """A zone the clock knows; a calendar always has one."""
    check_timezone(timezone or "-")
