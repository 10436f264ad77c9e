"""Shifts, absences, marks and covers."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.factories.calendars import a_calendar
from tests.factories.people import NOW, an_employee, viewer
from tickets.models import CoverSpan, Project, Ticket
from workload.actions.leave_slips.signing import agree_to_slip
from workload.models import Absence, AwayMark, Department, Employee, Shift, WorkingCalendar

MOSCOW = ZoneInfo("Europe/Moscow")
TODAY = NOW.date()


def moscow(hour: int, minute: int = 0, *, day: date = TODAY) -> datetime:
    """A wall clock time in Moscow, on the day of NOW unless another is given."""
    return datetime.combine(day, time(hour, minute), MOSCOW)


def a_shift(employee: Employee | None = None, starts_at: datetime | None = None, hours: int = 9) -> Shift:
    """From nine to six today in Moscow."""
    starts_at = starts_at or moscow(9)
    ends_at = starts_at + timedelta(hours=hours)
    return Shift.objects.create(employee=employee or an_employee("manager"), starts_at=starts_at, ends_at=ends_at)


def an_absence(
    employee: Employee | None = None,
    starts_on: date = TODAY,
    days: int = 1,
    *,
    state: str = "approved",
    type: str = "vacation",  # noqa: A002 - the field's name
    cover: Employee | None = None,
    **over: Any,
) -> Absence:
    """Whole days in Moscow from today on, approved unless another state is given."""
    ends_on = starts_on + timedelta(days=days - 1)
    fields = {
        "starts_at": moscow(0, day=starts_on),
        "ends_at": moscow(0, day=ends_on + timedelta(days=1)),
        "requested_at": NOW - timedelta(days=30),
        "decided_at": NOW - timedelta(days=29) if state in ("approved", "rejected") else None,
    }
    return Absence.objects.create(
        employee=employee or an_employee("manager"),
        type=type,
        state=state,
        cover=cover,
        starts_on=starts_on,
        ends_on=ends_on,
        **{**fields, **over},
    )


def all_sign(absence: Absence, at: datetime = NOW) -> Absence:
    """Everybody whom the leave slip asks agrees, in its order."""
    slip = absence.slip
    while sign := slip.sign_offs.filter(state="asked").order_by("-kind").first():
        agree_to_slip(slip=slip, by=viewer(sign.person, at), at=at)
    return absence


def an_away_mark(
    employee: Employee | None = None, starts_at: datetime = NOW, minutes: int = 30, kind: str = "meeting"
) -> AwayMark:
    ends_at = starts_at + timedelta(minutes=minutes)
    employee = employee or an_employee("manager")
    return AwayMark.objects.create(employee=employee, kind=kind, starts_at=starts_at, ends_at=ends_at)


def a_cover_span(
    of: Project | Ticket, cover: Employee | None = None, *, starts_at: datetime = NOW, **over: Any
) -> CoverSpan:
    """`cover` answers for the owner of a project, or for the assignee of a ticket."""
    subject = (
        {"project": of, "covered": of.owner} if isinstance(of, Project) else {"ticket": of, "covered": of.assignee}
    )
    cover = cover or an_employee("manager")
    return CoverSpan.objects.create(cover=cover, starts_at=starts_at, **{"level": "operator", **subject, **over})


def with_calendar(department: Department, calendar: WorkingCalendar | None = None) -> Department:
    """The department works by `calendar`, by an ordinary one when none is given."""
    department.calendar = calendar or a_calendar()
    department.save(update_fields=["calendar"])
    return department
