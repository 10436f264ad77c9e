"""Timesheets: last month marked by most and approved for some, with a day that nobody can explain; the running one
filled (L5)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from support_desk.demo.stage import Stage
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from workload.actions.calendars import approve_year
from workload.actions.timesheets.correcting import DayWanted, correct_day
from workload.actions.timesheets.filling import fill_timesheets, note_filled
from workload.actions.timesheets.jobs import people_of
from workload.actions.timesheets.marking import approve_timesheet, complete_timesheet
from workload.domain.months import month_after
from workload.domain.timesheet_codes import Code
from workload.models import Department, Timesheet, WorkingCalendar

# Who marked their last month; of these the head has approved some.
COMPLETE, APPROVED = ("manager", "manager2", "manager4", "operator"), ("manager", "manager4")
MISSING_FROM, CORRECTED_BY = "junior", "office"


def keep_time(stage: Stage, *, at: datetime) -> None:
    """Last month and this one, of every department that works for clients."""
    support = stage.staff.departments["support"]
    month = month_after(at.astimezone(ZoneInfo(support.timezone)).date(), -1)
    with audit.gathered():
        approve_years(stage, {month.year, month_after(month).year}, at=at - timedelta(days=1))
        for department in (support, stage.staff.departments["development"]):
            fill(department, month, at=at)
            fill(department, month_after(month), at=at)
        leave_unexplained(stage, month, at=at - timedelta(hours=3))
        mark(stage, month, at=at - timedelta(hours=2))


def approve_years(stage: Stage, years: set[int], *, at: datetime) -> None:
    """The director has looked at the days of the calendar that all count by, so that months may be closed."""
    calendar = WorkingCalendar.objects.get(is_default=True)
    for year in sorted(years):
        approve_year(calendar=calendar, year=year, by=stage.staff.viewer("director", at), at=at)


def fill(department: Department, month: date, *, at: datetime) -> None:
    people, system = people_of(department.pk, month), Viewer.system(at)
    fill_timesheets(department=department, month=month, employees=people, by=system, at=at)
    note_filled(department_id=department.pk, month=month, at=at)


def leave_unexplained(stage: Stage, month: date, *, at: datetime) -> None:
    """The office manager has entered that somebody did not come; why is still to be found out."""
    sheet = sheet_of(stage, MISSING_FROM, month)
    worked = sheet.days.filter(code=Code.WORK).order_by("day").values_list("day", flat=True)
    day = list(worked)[len(worked) // 2]
    by, reason = stage.staff.viewer(CORRECTED_BY, at), stage.content.words["did_not_come"]
    correct_day(sheet=sheet, day=day, wanted=DayWanted(Code.UNKNOWN), reason=reason, by=by, at=at)


def mark(stage: Stage, month: date, *, at: datetime) -> None:
    """Most have marked their month, and the head has begun to approve."""
    for login in COMPLETE:
        complete_timesheet(sheet=sheet_of(stage, login, month), by=stage.staff.viewer(login, at), at=at)
    for login in APPROVED:
        approve_timesheet(sheet=sheet_of(stage, login, month), by=stage.staff.viewer("head", at), at=at)


def sheet_of(stage: Stage, login: str, month: date) -> Timesheet:
    return Timesheet.objects.get(employee=stage.staff.people[login], month=month)
