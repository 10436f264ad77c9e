"""Complete, approved, open again, corrected: by whom, and never one's own (L5, P4)."""

from datetime import date

import pytest

from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.viewer import Viewer
from tests.factories import a_department, an_absence, an_employee, viewer, with_calendar
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER, an_approved_calendar, filled
from workload.actions.timesheets.correcting import DayWanted, correct_day
from workload.actions.timesheets.marking import (
    approve_completed,
    approve_timesheet,
    complete_timesheet,
    reopen_timesheet,
)
from workload.domain.timesheet_codes import Code
from workload.domain.timesheet_days import DayValue
from workload.domain.timesheet_totals import Sum, Totals, letters_of, totals_of
from workload.models import Department, Employee, Timesheet
from workload.queries.timesheets.days import days_of_sheets, values_of
from workload.timesheet_export import half_month_rows, totals_of_sheet

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)
SICK = DayWanted("Б")


@pytest.fixture
def department() -> Department:
    made = a_department()
    director = an_employee("director", name="Dina")
    an_employee("head", department=made, name="Hugo", manager=director)
    an_employee("office_manager", department=made, name="Olga")
    an_employee("manager", department=made, name="Mila")
    an_employee("manager", department=made, name="Nils")
    with_calendar(made, an_approved_calendar(director))
    made.refresh_from_db()
    filled(made)
    return made


def by(name: str) -> Viewer:
    return viewer(Employee.objects.get(name=name), IN_NOVEMBER)


def of(name: str) -> Timesheet:
    return Timesheet.objects.get(employee__name=name, month=OCTOBER)


def correct(name: str, who: str, wanted: DayWanted = SICK, reason: str = "Told", day: date = DAY) -> None:
    correct_day(sheet=of(name), day=day, wanted=wanted, reason=reason, by=by(who), at=IN_NOVEMBER)


@pytest.mark.usefixtures("department")
def test_completed_by_the_person_and_approved_by_the_head() -> None:
    complete_timesheet(sheet=of("Mila"), by=by("Mila"), at=IN_NOVEMBER)
    complete_timesheet(sheet=of("Mila"), by=by("Mila"), at=IN_NOVEMBER)
    approve_timesheet(sheet=of("Mila"), by=by("Hugo"), at=IN_NOVEMBER)
    approve_timesheet(sheet=of("Mila"), by=by("Hugo"), at=IN_NOVEMBER)
    sheet = of("Mila")
    assert (sheet.state, sheet.approved_by, sheet.completed_at) == (
        "approved",
        Employee.objects.get(name="Hugo"),
        IN_NOVEMBER,
    )
    assert AuditEntry.objects.filter(action__in=["timesheet.complete", "timesheet.approve"]).count() == 2
    with pytest.raises(IllegalTransition):
        approve_timesheet(sheet=of("Mila"), by=by("Dina"), at=IN_NOVEMBER)


@pytest.mark.usefixtures("department")
@pytest.mark.parametrize(("whose", "who"), [("Mila", "Mila"), ("Hugo", "Hugo"), ("Mila", "Olga"), ("Hugo", "Olga")])
def test_nobody_approves_their_own_and_the_office_manager_nobodys(whose: str, who: str) -> None:
    with pytest.raises(NotAllowed):
        approve_timesheet(sheet=of(whose), by=by(who), at=IN_NOVEMBER)


@pytest.mark.usefixtures("department")
def test_the_heads_own_is_approved_one_level_up_and_completed_by_nobody_else() -> None:
    approve_timesheet(sheet=of("Hugo"), by=by("Dina"), at=IN_NOVEMBER)
    assert of("Hugo").state == "approved"
    with pytest.raises(NotAllowed, match="Everybody marks their own"):
        complete_timesheet(sheet=of("Mila"), by=by("Olga"), at=IN_NOVEMBER)


@pytest.mark.usefixtures("department")
def test_opened_again_by_the_person_until_it_is_approved() -> None:
    complete_timesheet(sheet=of("Mila"), by=by("Mila"), at=IN_NOVEMBER)
    reopen_timesheet(sheet=of("Mila"), by=by("Mila"), at=IN_NOVEMBER)
    assert (of("Mila").state, of("Mila").completed_at) == ("filled", None)
    approve_timesheet(sheet=of("Mila"), by=by("Hugo"), at=IN_NOVEMBER)
    with pytest.raises(NotAllowed):
        reopen_timesheet(sheet=of("Mila"), by=by("Mila"), at=IN_NOVEMBER)
    reopen_timesheet(sheet=of("Mila"), by=by("Olga"), at=IN_NOVEMBER)
    assert (of("Mila").state, of("Mila").approved_by) == ("filled", None)


@pytest.mark.usefixtures("department")
def test_nobody_approves_what_they_have_not_seen() -> None:
    seen = of("Mila").version
    correct("Mila", "Olga")
    with pytest.raises(Conflict):
        approve_timesheet(sheet=of("Mila"), version=seen, by=by("Hugo"), at=IN_NOVEMBER)
    approve_timesheet(sheet=of("Mila"), version=of("Mila").version, by=by("Hugo"), at=IN_NOVEMBER)
    seen = of("Nils").version
    an_absence(of("Nils").employee, DAY, type="sickness")
    filled(of("Nils").department)
    with pytest.raises(Conflict):
        approve_timesheet(sheet=of("Nils"), version=seen, by=by("Hugo"), at=IN_NOVEMBER)
    filled(of("Nils").department)
    approve_timesheet(sheet=of("Nils"), version=seen + 1, by=by("Hugo"), at=IN_NOVEMBER)


def test_all_complete_ones_at_once_but_not_ones_own(department: Department) -> None:
    for name in ("Mila", "Nils", "Hugo"):
        complete_timesheet(sheet=of(name), by=by(name), at=IN_NOVEMBER)
    who = {"department": department, "month": OCTOBER, "at": IN_NOVEMBER}
    assert approve_completed(by=by("Hugo"), **who) == 2
    assert approve_completed(by=by("Mila"), **who) == 0
    assert (of("Hugo").state, of("Olga").state) == ("completed", "filled")


@pytest.mark.usefixtures("department")
def test_a_correction_takes_the_marks_back_and_tells_the_person() -> None:
    approve_timesheet(sheet=of("Mila"), by=by("Hugo"), at=IN_NOVEMBER)
    correct("Mila", "Olga")
    sheet = of("Mila")
    made = sheet.corrections.get()
    assert (sheet.state, sheet.approved_at, made.code, made.is_after_closing) == ("filled", None, "Б", False)
    assert Notice.objects.get(kind="timesheet.changed").user.employee.name == "Mila"
    correct("Mila", "Hugo", DayWanted("С", 600, 60))
    assert Notice.objects.count() == 1, "it was open already"


@pytest.mark.usefixtures("department")
def test_hours_missed_stand_beside_hours_worked_and_a_whole_day_misses_its_plan() -> None:
    correct("Mila", "Olga", DayWanted("Я", 240, 0, "Б", 240))
    correct("Mila", "Olga", DayWanted("ОТ"), day=date(2026, 10, 6))
    correct("Mila", "Olga", DayWanted("В"), day=date(2026, 10, 7))
    days = {day.day.day: day.value for day in days_of_sheets([of("Mila").pk])[of("Mila").pk]}
    assert (days[5], letters_of(days[5])) == (DayValue(Code.WORK, 240, 0, "Б", 240), [("Я", 240), ("Б", 240)])
    assert (days[6].away_minutes, days[7].away_minutes) == (480, 0)
    assert totals_of(days_by_date("Mila")).absences() == [("ОТ", Sum(1, 480)), ("Б", Sum(0, 240))]
    assert half_month_totals("Mila") == totals_of(days_by_date("Mila"))


def days_by_date(name: str) -> dict[date, DayValue]:
    return values_of(days_of_sheets([of(name).pk])[of(name).pk])


def half_month_totals(name: str) -> Totals:
    return totals_of_sheet(half_month_rows(by("Olga"), {}).get(employee__name=name))


@pytest.mark.usefixtures("department")
@pytest.mark.parametrize(
    ("wanted", "reason", "day", "field"),
    [
        (DayWanted("Щ"), "Told", DAY, "code"),
        (DayWanted("Н", 60), "Told", DAY, "code"),
        (DayWanted("Я", 1441), "Told", DAY, "minutes"),
        (DayWanted("Я", 60, 61), "Told", DAY, "night_minutes"),
        (DayWanted("Я"), "Told", DAY, "minutes"),
        (DayWanted("Б", 60), "Told", DAY, "minutes"),
        (DayWanted("Б", 0, 0, "ОТ", 60), "Told", DAY, "away_code"),
        (DayWanted("Я", 60, 0, "", 60), "Told", DAY, "away_code"),
        (DayWanted("Я", 60, 0, "К", 60), "Told", DAY, "away_code"),
        (DayWanted("Я", 60, 0, "Б"), "Told", DAY, "away_minutes"),
        (DayWanted("Я", 1200, 0, "Б", 241), "Told", DAY, "away_minutes"),
        (SICK, "  ", DAY, "reason"),
        (SICK, "Told", date(2026, 11, 1), "day"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wanted: DayWanted, reason: str, day: date, field: str) -> None:
    with pytest.raises(Refused) as refused:
        correct("Mila", "Olga", wanted, reason, day)
    assert refused.value.field == field


@pytest.mark.usefixtures("department")
@pytest.mark.parametrize(("whose", "who"), [("Olga", "Olga"), ("Mila", "Mila"), ("Hugo", "Hugo")])
def test_nobody_corrects_their_own(whose: str, who: str) -> None:
    with pytest.raises(NotAllowed):
        correct(whose, who)


@pytest.mark.usefixtures("department")
def test_colleagues_find_no_timesheet_of_others() -> None:
    assert not Timesheet.objects.visible_to(by("Mila")).exclude(employee__name="Mila").exists()
    assert not Timesheet.objects.visible_to(Viewer.nobody(IN_NOVEMBER)).exists()
    with pytest.raises(Timesheet.DoesNotExist):
        correct("Nils", "Mila")
