"""A month closes once, with everything resolved, and then never changes (L5, W7, I5)."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from support_desk.invariants.timesheets import TIMESHEETS
from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, Notice, PeriodLock
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import a_department, an_absence, an_employee, viewer, with_calendar
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER, an_approved_calendar, closed, filled
from workload.actions.absence_checks import Days
from workload.actions.absences import record_absence
from workload.actions.timesheets.closing import MonthNotReady, close_month
from workload.actions.timesheets.correcting import DayWanted, correct_day
from workload.actions.timesheets.marking import approve_timesheet
from workload.models import Department, Employee, Timesheet, TimesheetCorrection, TimesheetDay, TimesheetMonth
from workload.queries.timesheets.days import days_of_sheets
from workload.queries.timesheets.late import late_corrections

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Department:
    """A head below a director, an office manager, a manager; a calendar whose year is approved."""
    made = a_department(name="Support")
    director = an_employee("director", name="Dina")
    an_employee("head", department=made, name="Hugo", manager=director)
    an_employee("office_manager", department=made, name="Olga")
    an_employee("manager", department=made, name="Mila")
    with_calendar(made, an_approved_calendar(director))
    made.refresh_from_db()
    return made


def person(name: str) -> Viewer:
    return viewer(Employee.objects.get(name=name), IN_NOVEMBER)


def approve_all(department: Department) -> None:
    for sheet in Timesheet.objects.filter(department=department, month=OCTOBER, state="filled"):
        by = person("Dina") if sheet.employee_id == department.head_id else viewer(department.head, IN_NOVEMBER)
        approve_timesheet(sheet=sheet, by=by, at=IN_NOVEMBER)


def close(department: Department, by: str = "Olga", at: datetime = IN_NOVEMBER) -> TimesheetMonth:
    return close_month(department=department, month=OCTOBER, by=person(by), at=at)


def test_what_keeps_the_month_open_is_a_list(department: Department) -> None:
    an_absence(Employee.objects.get(name="Mila"), date(2026, 10, 12), days=2, type="unknown")
    with pytest.raises(MonthNotReady) as empty:
        close(department)
    assert "Mila has no timesheet: fill the month." not in str(empty.value), "closing fills once more"
    filled(department)
    department.calendar.years.update(approved_by=None, approved_at=None)
    with pytest.raises(MonthNotReady) as refused:
        close(department, at=datetime(2026, 10, 31, 9, tzinfo=UTC))
    assert [block.sentence for block in refused.value.blocks] == [
        "October 2026 is not over.",
        f"The year 2026 of the calendar “{department.calendar.name}” is not approved.",
        "The timesheet of Hugo is not approved: it is “Filled”.",
        "Mila: nobody knows why they were absent (НН) on 12, 13.",
        "The timesheet of Mila is not approved: it is “Filled”.",
        "The timesheet of Olga is not approved: it is “Filled”.",
    ]
    assert not PeriodLock.objects.exists()


def test_without_a_calendar_no_month_closes(department: Department) -> None:
    filled(department)
    Department.objects.update(calendar=None)
    with pytest.raises(MonthNotReady, match="has no working calendar"):
        close(department)


def test_closed_once_with_its_lock_and_digest(department: Department) -> None:
    filled(department)
    approve_all(department)
    made = close(department)
    assert close(department, by="Hugo") == made
    assert (made.closed_by.name, made.sheet_count, made.calendar_version) == ("Olga", 3, department.calendar.version)
    assert PeriodLock.objects.filter(department_id=department.pk, month=OCTOBER).count() == 1
    assert set(Timesheet.objects.filter(department=department).values_list("state", flat=True)) == {"closed"}
    assert AuditEntry.objects.filter(action="timesheet.close").count() == 1
    assert not list(TIMESHEETS.check())


def test_what_changed_since_it_was_approved_is_told_and_kept_out(department: Department) -> None:
    filled(department)
    approve_all(department)
    mila = Timesheet.objects.get(employee__name="Mila").employee
    an_absence(mila, date(2026, 10, 7), type="sickness")
    with pytest.raises(MonthNotReady, match="The days of Mila have changed"):
        close(department)
    assert Timesheet.objects.get(employee=mila).state == "approved", "a refusal changes nothing"


def test_the_database_refuses_what_would_change_a_closed_month(department: Department) -> None:
    closed(department)
    sheet = Timesheet.objects.first()
    day = TimesheetDay.objects.filter(sheet=sheet).first()
    for deed in (
        lambda: TimesheetDay.objects.filter(pk=day.pk).update(minutes=1, night_minutes=0),
        lambda: TimesheetDay.objects.filter(pk=day.pk).delete(),
        lambda: TimesheetDay.objects.create(sheet=sheet, day=date(2026, 9, 30), code="В"),
        lambda: Timesheet.objects.filter(pk=sheet.pk).update(norm_minutes=1),
        lambda: Timesheet.objects.filter(pk=sheet.pk).update(state="approved"),
        lambda: TimesheetMonth.objects.update(sheet_count=9),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()


def test_a_correction_after_the_closing_stands_beside_it(department: Department) -> None:
    made = closed(department)
    sheet = Timesheet.objects.get(employee__name="Mila")
    told = {"day": date(2026, 10, 5), "wanted": DayWanted("Б"), "reason": "The sick note came late"}
    late = correct_day(sheet=sheet, by=person("Olga"), at=IN_NOVEMBER, **told)
    late.refresh_from_db()
    assert late.is_after_closing
    sheet.refresh_from_db()
    assert sheet.state == "closed"
    day = next(one for one in days_of_sheets([sheet.pk])[sheet.pk] if one.day == told["day"])
    assert (day.value.code.value, day.is_late) == ("Я", True), "figures are those of the closing"
    (row,) = late_corrections([sheet.pk])
    assert (row.name, row.was, row.now, row.minutes, row.by) == ("Mila", ("Я", "8"), ("Б", ""), -480, "Olga")
    assert Notice.objects.get(kind="timesheet.late").user.employee.name == "Mila"
    assert not list(TIMESHEETS.check()), "the digest is of what was closed"
    with pytest.raises(IntegrityError), transaction.atomic():
        TimesheetCorrection.objects.update(minutes=0)
    assert made.digest == TimesheetMonth.objects.get().digest


def test_absences_stay_out_of_a_closed_month(department: Department) -> None:
    closed(department)
    mila = Timesheet.objects.get(employee__name="Mila").employee
    days = Days(date(2026, 10, 5), date(2026, 10, 5))
    with pytest.raises(PeriodClosed):
        record_absence(employee=mila, days=days, by=person("Mila"), at=IN_NOVEMBER)


def test_only_who_keeps_the_department_closes_and_a_person_does(department: Department) -> None:
    filled(department)
    with pytest.raises(NotAllowed):
        close(department, by="Mila")
    sheet, program = Timesheet.objects.all()[0], Viewer.system(IN_NOVEMBER)
    with pytest.raises(NotAllowed):
        correct_day(sheet=sheet, day=OCTOBER, wanted=DayWanted("Б"), reason="Told", by=program, at=IN_NOVEMBER)
    with pytest.raises(Refused, match="A person closes a month"):
        close_month(department=department, month=OCTOBER, by=Viewer.system(IN_NOVEMBER), at=IN_NOVEMBER)


def test_the_invariant_finds_what_was_changed_behind_its_back(department: Department) -> None:
    closed(department)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE workload_timesheetday SET code = 'Б', minutes = 0 WHERE day = '2026-10-05'")
        cursor.execute("UPDATE workload_timesheet SET state = 'approved' WHERE employee_id = %s", [department.head_id])
        cursor.execute("DELETE FROM shared_periodlock")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    details = " ".join(broken.detail for broken in TIMESHEETS.check())
    assert "holds other days" in details and "not locked" in details and "is approved" in details


@pytest.mark.django_db(transaction=True)
def test_two_closings_at_once_are_one(department: Department) -> None:
    filled(department)
    approve_all(department)
    done = run_at_once(lambda: close(department), lambda: close(department, by="Hugo"))
    assert [one.pk for one in done] == [TimesheetMonth.objects.get().pk] * 2
    assert AuditEntry.objects.filter(action="timesheet.close").count() == 1
