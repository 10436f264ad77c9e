"""Sheets fill themselves, twice as once; marks fall when days come out otherwise (L5)."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_desk.shared.errors import NotAllowed, PeriodClosed
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.notices import NoticeWords, words_of
from support_desk.shared.viewer import Viewer
from tests.factories import a_department, a_shift, a_time_entry, an_absence, an_employee, moscow, viewer, with_calendar
from tests.factories.calendars import NINE_TO_SIX, WEEKDAYS
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER, an_approved_calendar, closed, filled
from workload.actions.calendars import approve_year, create_calendar, load_year
from workload.actions.timesheets.correcting import DayWanted, correct_day
from workload.actions.timesheets.filling import fill_timesheets
from workload.actions.timesheets.marking import complete_timesheet
from workload.actions.timesheets.nightly import fill_due, remind_due
from workload.models import Department, Employee, Employment, Position, Timesheet, TimesheetDay, TimesheetFilling
from workload.queries.timesheets.days import days_of_sheets, values_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Department:
    return a_department()


@pytest.fixture
def head(department: Department) -> Employee:
    one = an_employee("head", department=department)
    with_calendar(department, an_approved_calendar(one))
    return one


@pytest.fixture
def worker(department: Department, head: Employee) -> Employee:
    return an_employee("manager", department=department)


def sheet_of(employee: Employee) -> Timesheet:
    return Timesheet.objects.get(employee=employee, month=OCTOBER)


def rows() -> list[tuple[object, ...]]:
    return list(TimesheetDay.objects.order_by("pk").values_list())


def test_days_come_from_plan_absences_and_time_logged(department: Department, worker: Employee) -> None:
    an_absence(worker, date(2026, 10, 5), days=2, type="sickness")
    for day in (3, *range(7, 31)):
        a_time_entry(employee=worker, worked_on=date(2026, 10, day), actual_minutes=30)
    filled(department)
    days = {day.day.day: day for day in days_of_sheets([sheet_of(worker).pk])[sheet_of(worker).pk]}
    assert [days[number].value.code.value for number in (1, 2, 3, 5, 6, 7)] == ["Я", "Я", "В", "Б", "Б", "Я"]
    assert [days[number].hint.value for number in (1, 3, 5)] == ["silent", "free_day", ""]
    assert (days[1].value.minutes, days[3].logged_minutes, len(days)) == (480, 30, 31)
    assert sheet_of(worker).norm_minutes == 22 * 480


def test_filled_twice_is_filled_once(department: Department, worker: Employee) -> None:
    first = filled(department)
    before, told = rows(), AuditEntry.objects.filter(action="timesheet.fill").count()
    again = filled(department)
    assert rows() == before
    assert [sheet.changed_xid for sheet in again] == [sheet.changed_xid for sheet in first]
    assert AuditEntry.objects.filter(action="timesheet.fill").count() == told == 1


@pytest.mark.parametrize("people", [1, 3])
def test_as_many_statements_whatever_the_number_of_people(department: Department, head: Employee, people: int) -> None:
    for _one in range(people - 1):
        an_employee("manager", department=department)
    filled(department)
    TimesheetDay.objects.update(minutes=1, night_minutes=0)
    with CaptureQueriesContext(connection) as captured:
        filled(department)
    asked = [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 14, "\n".join(one[:110] for one in asked)


def test_who_changes_departments_in_mid_month_has_two_sheets(department: Department, worker: Employee) -> None:
    other = with_calendar(a_department(), department.calendar)
    worker.employments.update(ends_on=date(2026, 10, 14))
    place = Position.objects.first()
    Employment.objects.create(employee=worker, department=other, position=place, starts_on=date(2026, 10, 15))
    filled(department)
    filled(other)
    sheets = Timesheet.objects.filter(employee=worker).order_by("pk")
    assert [(sheet.days.count(), sheet.norm_minutes) for sheet in sheets] == [(14, 10 * 480), (17, 12 * 480)]


def test_a_correction_stays_and_a_marked_sheet_that_comes_out_otherwise_is_open_again(
    department: Department, head: Employee, worker: Employee
) -> None:
    filled(department)
    by = viewer(head, IN_NOVEMBER)
    wanted = DayWanted("ОТ")
    correct_day(sheet=sheet_of(worker), day=date(2026, 10, 5), wanted=wanted, reason="Told", by=by, at=IN_NOVEMBER)
    complete_timesheet(sheet=sheet_of(worker), by=viewer(worker, IN_NOVEMBER), at=IN_NOVEMBER)
    an_absence(worker, date(2026, 10, 5), type="sickness")
    filled(department)
    assert sheet_of(worker).state == "completed", "the corrected day counts as before"
    an_absence(worker, date(2026, 10, 6), type="sickness")
    filled(department)
    sheet = sheet_of(worker)
    assert (sheet.state, sheet.completed_at) == ("filled", None)
    values = values_of(days_of_sheets([sheet.pk])[sheet.pk])
    assert [values[date(2026, 10, day)].code.value for day in (5, 6)] == ["ОТ", "Б"]
    notice = Notice.objects.get(user=worker.user, kind="timesheet.changed")
    assert words_of(notice).title == "Your timesheet of October 2026 has changed: look at it again"


def test_whoever_turns_out_not_to_work_there_has_no_sheet(department: Department, worker: Employee) -> None:
    filled(department)
    worker.employments.update(starts_on=date(2026, 11, 2))
    filled(department)
    assert not Timesheet.objects.filter(employee=worker).exists()


def test_a_sheet_that_was_corrected_stays_though_its_days_go(
    department: Department, head: Employee, worker: Employee
) -> None:
    filled(department)
    by = viewer(head, IN_NOVEMBER)
    correct_day(sheet=sheet_of(worker), day=OCTOBER, wanted=DayWanted("В"), reason="Told", by=by, at=IN_NOVEMBER)
    worker.employments.update(starts_on=date(2026, 11, 2))
    filled(department)
    assert (sheet_of(worker).days.count(), sheet_of(worker).norm_minutes) == (0, 0)


def test_a_night_of_a_shift_is_told_by_the_clock_of_the_person(department: Department, worker: Employee) -> None:
    a_shift(worker, moscow(20, day=date(2026, 10, 7)), hours=10)
    filled(department)
    values = values_of(days_of_sheets([sheet_of(worker).pk])[sheet_of(worker).pk])
    assert [(values[date(2026, 10, day)].minutes, values[date(2026, 10, day)].night_minutes) for day in (7, 8)] == [
        (240, 120), (360, 360),
    ]  # fmt: skip


def test_only_who_keeps_the_department_fills_and_never_what_is_closed(department: Department, worker: Employee) -> None:
    asked = {"department": department, "month": OCTOBER, "employees": [worker.pk], "at": IN_NOVEMBER}
    with pytest.raises(NotAllowed):
        fill_timesheets(by=viewer(worker, IN_NOVEMBER), **asked)
    closed(department)
    with pytest.raises(PeriodClosed):
        fill_timesheets(by=viewer(department.head, IN_NOVEMBER), **asked)


def test_the_norm_of_a_full_time_person_by_months_of_2026(department: Department, head: Employee) -> None:
    """The check of L5, on the calendar as it is loaded and approved."""
    who = {"by": viewer(head, IN_NOVEMBER), "at": IN_NOVEMBER}
    week = dict.fromkeys(WEEKDAYS, NINE_TO_SIX)
    system = {"by": Viewer.system(IN_NOVEMBER), "at": IN_NOVEMBER}
    calendar = create_calendar(code="production", name="Production", week=week, **system)
    load_year(calendar=calendar, year=2026, **system)
    approve_year(calendar=calendar, year=2026, **who)
    calendar.refresh_from_db()
    with_calendar(department, calendar)
    worker = an_employee("manager", department=department, hired_on=date(2025, 12, 1))
    hours = []
    for month in range(1, 13):
        filled(department, date(2026, month, 1))
        hours.append(Timesheet.objects.get(employee=worker, month=date(2026, month, 1)).norm_minutes / 60)
    assert hours == [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176]
    an_absence(worker, date(2026, 3, 8), days=2)
    filled(department, date(2026, 3, 1))
    days = Timesheet.objects.get(employee=worker, month=date(2026, 3, 1)).days.filter(
        day__in=["2026-03-08", "2026-03-09"]
    )
    assert list(days.order_by("day").values_list("code", flat=True)) == ["В", "ОТ"], "9 March is no feast"


def test_every_night_the_running_month_fills_and_the_one_before_while_it_is_open(
    department: Department, worker: Employee
) -> None:
    evening = datetime(2026, 10, 30, 20, 0, tzinfo=UTC)
    assert (fill_due(at=evening), fill_due(at=evening)) == (1, 0)
    assert fill_due(at=datetime(2026, 10, 30, 21, 30, tzinfo=UTC)) == 1, "the next day by the department's clock"
    assert fill_due(at=IN_NOVEMBER) == 2
    assert set(TimesheetFilling.objects.values_list("month", flat=True)) == {OCTOBER, date(2026, 11, 1)}
    assert Timesheet.objects.filter(employee=worker).count() == 2


def test_the_person_is_reminded_on_the_last_working_day_and_the_head_once_it_is_over(
    department: Department, head: Employee, worker: Employee
) -> None:
    filled(department, at=datetime(2026, 10, 20, tzinfo=UTC))
    assert remind_due(at=datetime(2026, 10, 29, 9, tzinfo=UTC)) == 0
    last = datetime(2026, 10, 30, 9, tzinfo=UTC)
    assert (remind_due(at=last), remind_due(at=last)) == (2, 0)
    director = an_employee("director", department=a_department())
    assert remind_due(at=IN_NOVEMBER) == 2
    notice = Notice.objects.get(kind="timesheet.approve")
    assert (notice.user, notice.facts) == (head.user, {"month": "2026-10-01", "count": 1})
    above = Notice.objects.get(kind="timesheet.approve_own")
    assert (above.user, above.facts) == (director.user, {"month": "2026-10-01", "name": head.name})
    assert words_of(above).title == f"October 2026 is over: approve the timesheet of {head.name}"
    Employee.objects.filter(pk=head.pk).update(manager=worker)
    assert remind_due(at=IN_NOVEMBER) == 1
    assert Notice.objects.filter(kind="timesheet.approve_own", user=worker.user).exists()
    Department.objects.filter(pk=department.pk).update(head=None)
    assert remind_due(at=IN_NOVEMBER) == 1
    assert Notice.objects.get(kind="timesheet.approve", user=director.user).facts["count"] == 2
    Department.objects.filter(pk=department.pk).update(head=head)
    assert remind_due(at=datetime(2026, 11, 9, 3, tzinfo=UTC)) == 0
    assert words_of(notice) == NoticeWords(
        "October 2026 is over: approve the timesheets", "1 timesheet is not approved yet."
    )
    told = words_of(Notice.objects.filter(kind="timesheet.complete")[0])
    assert told.title == "October 2026 ends: mark your timesheet complete"
