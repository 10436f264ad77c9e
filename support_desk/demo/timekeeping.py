"""Timesheets of the demo: the months behind are approved and closed, this one has filled itself, a day of it is
unexplained (L5)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from support_desk.demo.stage import Stage
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from workload.actions.absence_decisions import approve_absence
from workload.actions.calendars import approve_year
from workload.actions.timesheets.closing import close_month
from workload.actions.timesheets.correcting import DayWanted, correct_day
from workload.actions.timesheets.filling import fill_timesheets, note_filled
from workload.actions.timesheets.jobs import people_of
from workload.domain.months import month_after
from workload.domain.timesheet_codes import Code
from workload.domain.timesheet_states import SheetState
from workload.models import Absence, Department, Timesheet, WorkingCalendar

# Departments that work for clients, and who leads each.
LED_BY: Final = {"support": "head", "development": "lead-developer"}
MONTHS_BEHIND: Final = (4, 3, 2, 1)
# The hour of the third day after a month at which it is closed, where the department is.
CLOSED_AT, CLOSED_AFTER = time(10), timedelta(days=2)
MISSING_FROM, CORRECTED_BY = "junior", "office"


def zone_of(stage: Stage) -> ZoneInfo:
    return ZoneInfo(stage.staff.departments["support"].timezone)


def months_behind(stage: Stage, at: datetime) -> list[date]:
    """The four before this one, the earliest first."""
    month = at.astimezone(zone_of(stage)).date().replace(day=1)
    return [month_after(month, -number) for number in MONTHS_BEHIND]


def keep_time(stage: Stage, *, at: datetime) -> None:
    """Of every department that works for clients."""
    behind = months_behind(stage, at)
    this = month_after(behind[-1])
    with audit.gathered():
        approve_years(stage, {month.year for month in (*behind, this, month_after(this))}, at=at - timedelta(days=1))
        confirm_sickness(stage, before=this, at=at)
        for month in behind:
            # Of the last month the reports to clients were mended until just now.
            closed_at = at if month == behind[-1] else after_month(stage, month, CLOSED_AFTER)
            for key in LED_BY:
                close(stage, key, month, at=closed_at)
        for key in LED_BY:
            fill(stage.staff.departments[key], this, at=at)
        leave_unexplained(stage, this, at=at)


def confirm_sickness(stage: Stage, *, before: date, at: datetime) -> None:
    """What somebody was absent for in the months that are closed is decided."""
    director = stage.staff.viewer("director", at)
    for absence in Absence.objects.filter(state=Absence.State.RECORDED, starts_on__lt=before).order_by("pk"):
        approve_absence(absence=absence, by=director, at=at)


def after_month(stage: Stage, month: date, delay: timedelta) -> datetime:
    """In the morning of so many days after the first of the next month."""
    return datetime.combine(month_after(month) + delay, CLOSED_AT, zone_of(stage)).astimezone(UTC)


def approve_years(stage: Stage, years: set[int], *, at: datetime) -> None:
    """The director has looked at the days of the calendar that all count by, so that months may be closed."""
    calendar = WorkingCalendar.objects.get(is_default=True)
    for year in sorted(years):
        approve_year(calendar=calendar, year=year, by=stage.staff.viewer("director", at), at=at)


def fill(department: Department, month: date, *, at: datetime) -> None:
    people, system = people_of(department.pk, month), Viewer.system(at)
    fill_timesheets(department=department, month=month, employees=people, by=system, at=at)
    note_filled(department_id=department.pk, month=month, at=at)


def close(stage: Stage, key: str, month: date, *, at: datetime) -> None:
    """All have marked their month complete and the head has approved it, the head's own the director: what the actions
    would have written, at once."""
    people, department = stage.staff.people, stage.staff.departments[key]
    head, director = people[LED_BY[key]], people["director"]
    fill(department, month, at=at)
    sheets = Timesheet.objects.filter(department=department, month=month)
    marks = {"state": SheetState.APPROVED, "completed_at": at, "approved_at": at}
    sheets.exclude(employee=head).update(**marks, approved_by=head)
    sheets.filter(employee=head).update(**marks, approved_by=director)
    close_month(department=department, month=month, by=stage.staff.viewer(LED_BY[key], at), at=at)


def leave_unexplained(stage: Stage, month: date, *, at: datetime) -> None:
    """The office manager has entered that somebody did not come; why is still to be found out. On the first days of a
    month nobody has been missed yet."""
    sheet = Timesheet.objects.get(employee=stage.staff.people[MISSING_FROM], month=month)
    today = at.astimezone(zone_of(stage)).date()
    worked = list(sheet.days.filter(code=Code.WORK, day__lt=today).order_by("day").values_list("day", flat=True))
    if worked:
        by, reason = stage.staff.viewer(CORRECTED_BY, at), stage.content.words["did_not_come"]
        day = worked[len(worked) // 2]
        correct_day(sheet=sheet, day=day, wanted=DayWanted(Code.UNKNOWN), reason=reason, by=by, at=at)
