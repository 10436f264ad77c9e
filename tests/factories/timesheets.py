"""Timesheets, filled by the action that fills them."""

from datetime import UTC, date, datetime

from support_desk.shared.viewer import Viewer
from tests.factories.calendars import a_calendar
from workload.actions.calendars import approve_year, set_day
from workload.actions.timesheets.closing import close_month
from workload.actions.timesheets.filling import fill_timesheets
from workload.actions.timesheets.jobs import people_of
from workload.models import (
    Department,
    Employee,
    Timesheet,
    TimesheetCorrection,
    TimesheetDay,
    TimesheetMonth,
    WorkingCalendar,
)
from workload.queries.calendars import VERSIONS
from workload.queries.viewers import viewer_of_employee

OCTOBER = date(2026, 10, 1)
# A Monday noon in Moscow: October is over.
IN_NOVEMBER = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)


def filled(department: Department, month: date = OCTOBER, at: datetime = IN_NOVEMBER) -> list[Timesheet]:
    """The sheets of the month, filled, by employee id."""
    people = people_of(department.pk, month)
    fill_timesheets(department=department, month=month, employees=people, by=Viewer.system(at), at=at)
    return list(Timesheet.objects.filter(department=department, month=month).order_by("employee"))


def a_timesheet(employee: Employee, department: Department, *, reason: str = "Told") -> Timesheet:
    """October's, not filled from anything: two days, one of them corrected."""
    sheet = Timesheet.objects.create(employee=employee, department=department, month=OCTOBER, filled_at=IN_NOVEMBER)
    for number in (5, 6):
        TimesheetDay.objects.create(sheet=sheet, day=OCTOBER.replace(day=number), code="Я", minutes=480)
    corrector = department.head or Employee.objects.exclude(pk=employee.pk).first()
    assert corrector is not None, "somebody else is there to correct it"
    TimesheetCorrection.objects.create(
        sheet=sheet, day=OCTOBER.replace(day=6), code="ОТ", reason=reason, by=corrector, at=IN_NOVEMBER
    )
    return sheet


def an_approved_calendar(by: Employee, year: int = 2026) -> WorkingCalendar:
    """Eight hours from Monday to Friday, one holiday, and its year approved."""
    calendar = a_calendar()
    viewer = Viewer.system(IN_NOVEMBER)
    set_day(calendar=calendar, day=date(year, 11, 4), kind="holiday", by=viewer, at=IN_NOVEMBER)
    approve_year(calendar=calendar, year=year, by=viewer_of_employee(by, IN_NOVEMBER), at=IN_NOVEMBER)
    calendar.refresh_from_db()
    for written in range(1, calendar.version + 1):
        # As with every calendar of a test: its transaction never commits.
        VERSIONS.committed((calendar.pk, written))
    return calendar


def closed(department: Department, month: date = OCTOBER, at: datetime = IN_NOVEMBER) -> TimesheetMonth:
    """The month filled, approved by nobody in particular, and closed by the head of the department."""
    filled(department, month, at)
    Timesheet.objects.filter(department=department, month=month).update(state="approved", approved_at=at)
    department.refresh_from_db()
    assert department.head is not None, "a department of these tests has a head"
    return close_month(department=department, month=month, by=viewer_of_employee(department.head, at), at=at)
