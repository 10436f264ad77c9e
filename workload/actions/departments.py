"""Departments, positions and skills: what people are sorted by (P1)."""

from datetime import datetime
from typing import TypedDict, Unpack
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.actions.sessions import end_sessions
from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, WorkingCalendar
from workload.permissions import check_can_manage_company, check_not_oneself

FIELDS = frozenset({"name", "head", "timezone", "calendar", "is_active"})


class DepartmentFields(TypedDict, total=False):
    """What can be changed of a department. `timezone` by its IANA name; without a calendar it works by the default."""

    name: str
    head: Employee | None
    timezone: str
    calendar: WorkingCalendar | None
    is_active: bool


@transaction.atomic
def create_department(*, name: str, by: Viewer, at: datetime, timezone: str = "Europe/Moscow") -> Department:
    """A new department, without a head yet. Refused, naming the field, on a name that exists or an unknown zone."""
    check_can_manage_company(by)
    check_timezone(timezone)
    department = Department(name=name.strip(), timezone=timezone)
    return create_row(department, action="department.create", by=by, at=at, after={"name": department.name})


@transaction.atomic
def update_department(
    *, department: Department, by: Viewer, at: datetime, **new: Unpack[DepartmentFields]
) -> Department:
    """Changes the named fields. A new head sees the department from now on: the sessions of the old and the new one
    end, and nobody makes themselves head (P4). Refused, naming `calendar`, for one that is not active."""
    check_named(new, FIELDS)
    check_can_manage_company(by)
    check_timezone(new.get("timezone", department.timezone))
    locked = Department.objects.select_for_update(of=("self",)).get(pk=department.pk)
    former = locked.head
    head = new.get("head", former)
    if head != former:
        check_head(head, by=by, at=at)
    if "calendar" in new and new["calendar"] != locked.calendar:
        check_active(new["calendar"])
    change_row(locked, action="department.update", by=by, at=at, new=dict(new))
    for person in {former, head} if head != former else ():
        if person is not None:
            end_sessions(user=person.user)
    return locked


def check_active(calendar: WorkingCalendar | None, field: str = "calendar") -> None:
    """A calendar may be chosen while it is active. Refused, naming `field`."""
    if calendar is not None and not calendar.is_active:
        raise Refused(_("The calendar “%(name)s” is not active.") % {"name": calendar.name}, field=field)


def check_head(head: Employee | None, *, by: Viewer, at: datetime) -> None:
    """The head works here now and was not chosen by themselves."""
    if head is None:
        return
    check_not_oneself(by, head)
    if not Employee.objects.employed_at(at).filter(pk=head.pk).exists():
        raise Refused(_("%(name)s does not work here now.") % {"name": head.name}, field="head")


def check_timezone(timezone: str) -> None:
    """A zone the clock knows; empty is "as the department" for a person."""
    if timezone and timezone not in available_timezones():
        raise Refused(_("Unknown time zone. Write it like Europe/Moscow."), field="timezone")
