"""A month is filled, changed, submitted and taken back (L1)."""

from datetime import date, time

import pytest

from support_desk.shared.errors import Conflict, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, Notice, PeriodLock
from tests.factories import NOW, a_department, a_shift, an_employee, moscow, viewer
from tests.factories.presence import with_calendar
from tests.factories.rosters import DECEMBER, a_roster
from workload.actions.rosters.deciding import return_roster
from workload.actions.rosters.patterns import set_pattern
from workload.actions.rosters.planning import open_roster, plan_days, refill_roster
from workload.actions.rosters.submitting import submit_roster, withdraw_roster
from workload.domain.roster_text import read_stretches, written
from workload.domain.weekly_pattern import PatternShift
from workload.models import Employee, RosterEntry, RosterSubmission, ShiftPattern
from workload.queries.roster_filling import entries_of

pytestmark = pytest.mark.django_db
WEEK = [PatternShift(day, time(9), time(18), 60) for day in range(5)]
FIRST, SATURDAY = date(2026, 12, 1), date(2026, 12, 5)


@pytest.fixture
def head() -> Employee:
    return an_employee("head", department=with_calendar(a_department()))


@pytest.fixture
def worker(head: Employee) -> Employee:
    return an_employee("manager", department=head.headed_departments.get(), name="Anna Orlova")


def hours(text: str, day: date = FIRST) -> dict[date, tuple]:
    return {day: read_stretches(text, "")}


def deeds() -> list[str]:
    rows = AuditEntry.objects.filter(action__startswith="roster")
    return list(rows.order_by("id").values_list("action", flat=True))


def days_of(roster: RosterSubmission) -> dict[int, str]:
    return {day.day: written(found) for day, found in entries_of([roster.pk])[roster.pk].items()}


def test_a_month_is_filled_from_the_week_and_changed_by_day(worker: Employee) -> None:
    by = viewer(worker)
    set_pattern(employee=worker, lines=WEEK, starts_on=date(2026, 11, 30), by=by, at=NOW)
    roster = open_roster(employee=worker, month=DECEMBER, by=by, at=NOW)
    assert open_roster(employee=worker, month=DECEMBER, by=by, at=NOW) == roster
    assert (len(days_of(roster)), days_of(roster)[1]) == (23, "9-18")
    plan_days(employee=worker, days=hours("9-13 14-16") | hours("", date(2026, 12, 2)), by=by, at=NOW)
    changed = plan_days(employee=worker, days=hours("22-6", SATURDAY), by=by, at=NOW)
    assert changed is not None
    assert {day: days_of(roster).get(day) for day in (1, 2, 5)} == {1: "9-13 14-16", 2: None, 5: "22-6"}
    assert (changed.version, changed.state) == (3, "draft")
    assert plan_days(employee=worker, days=hours("22-6", SATURDAY), by=by, at=NOW) == changed
    refill_roster(employee=worker, month=DECEMBER, by=by, at=NOW)
    assert (len(days_of(roster)), days_of(roster)[1]) == (23, "9-18")
    assert deeds() == ["roster.pattern", "roster.open", *["roster.change"] * 3]


def test_a_month_with_shifts_in_it_begins_with_them(worker: Employee) -> None:
    a_shift(worker, moscow(7, day=FIRST))
    roster = open_roster(employee=worker, month=DECEMBER, by=viewer(worker), at=NOW)
    assert days_of(roster) == {1: "7-16/0"}


def test_a_new_pattern_fills_from_its_day_on(worker: Employee) -> None:
    by = viewer(worker)
    late = [PatternShift(day, time(12), time(20)) for day in range(5)]
    set_pattern(employee=worker, lines=late, starts_on=date(2026, 12, 14), by=by, at=NOW)
    roster = open_roster(employee=worker, month=DECEMBER, by=by, at=NOW)
    assert (days_of(roster)[11], days_of(roster)[14]) == ("9-18", "12-20")


def test_a_pattern_is_set_once_a_day_by_its_person_or_the_head(head: Employee, worker: Employee) -> None:
    first = set_pattern(employee=worker, lines=WEEK, starts_on=FIRST, by=viewer(worker), at=NOW)
    assert set_pattern(employee=worker, lines=WEEK, starts_on=FIRST, by=viewer(head), at=NOW) == first
    set_pattern(employee=worker, lines=WEEK[:1], starts_on=FIRST, by=viewer(head), at=NOW, is_by_calendar=False)
    assert (ShiftPattern.objects.get().lines.count(), AuditEntry.objects.filter(action="roster.pattern").count()) == (
        1,
        2,
    )
    with pytest.raises(NotAllowed):
        set_pattern(employee=worker, lines=[], starts_on=FIRST, by=viewer(an_employee("manager")), at=NOW)


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        ([PatternShift(1, time(9), time(9))], "pattern.1"),
        ([PatternShift(6, time(22), time(6)), PatternShift(0, time(5), time(9))], "pattern.0"),
        ([PatternShift(7, time(9), time(18))], "pattern"),
    ],
)
def test_a_week_that_cannot_be_names_its_day(worker: Employee, lines: list[PatternShift], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_pattern(employee=worker, lines=lines, starts_on=FIRST, by=viewer(worker), at=NOW)
    assert refusal.value.field == field


def test_what_cannot_be_planned_names_the_day_and_changes_nothing(worker: Employee) -> None:
    by = viewer(worker)
    a_roster(worker, {2: "22-6"})
    kept = RosterEntry.objects.count()
    for days, field in [
        (hours("5-9", date(2026, 12, 3)), "2026-12-03"),  # the night before runs until six
        ({FIRST: tuple(read_stretches("9-18", "")) * 2}, "2026-12-01"),
        (hours("9-18") | hours("9-18", date(2027, 1, 11)), "days"),
        ({}, "days"),
        (hours("9-18", date(2028, 1, 10)), "month"),
        (hours("9-18", date(2025, 12, 10)), "month"),
    ]:
        with pytest.raises(Refused) as refusal:
            plan_days(employee=worker, days=days, by=by, at=NOW)
        assert refusal.value.field == field
    assert RosterEntry.objects.count() == kept


def test_days_outside_the_employment_and_closed_months_are_refused(head: Employee, worker: Employee) -> None:
    worker.left_on = date(2026, 12, 10)
    worker.save()
    with pytest.raises(Refused) as refusal:
        plan_days(employee=worker, days=hours("9-18", date(2026, 12, 11)), by=viewer(worker), at=NOW)
    assert refusal.value.field == "2026-12-11"
    with pytest.raises(Refused):
        open_roster(employee=worker, month=date(2026, 12, 2), by=viewer(worker), at=NOW)
    PeriodLock.objects.create(department_id=head.headed_departments.get().pk, month=DECEMBER, closed_at=NOW)
    with pytest.raises(PeriodClosed):
        open_roster(employee=worker, month=DECEMBER, by=viewer(worker), at=NOW)


def test_others_plan_nothing_and_the_head_plans_what_is_submitted(head: Employee, worker: Employee) -> None:
    with pytest.raises(Employee.DoesNotExist):
        open_roster(employee=worker, month=DECEMBER, by=viewer(an_employee("manager")), at=NOW)
    submit_roster(employee=worker, month=DECEMBER, by=viewer(worker), at=NOW)
    with pytest.raises(NotAllowed):
        plan_days(employee=worker, days=hours("10-19"), by=viewer(worker), at=NOW)
    changed = plan_days(employee=worker, days=hours("10-19"), by=viewer(head), at=NOW, reason="Agreed")
    assert changed is not None
    assert (changed.state, AuditEntry.objects.latest("id").after["reason"]) == ("submitted", "Agreed")


def test_submitting_twice_is_once_and_it_is_taken_back_before_it_is_decided(worker: Employee) -> None:
    by = viewer(worker)
    roster = submit_roster(employee=worker, month=DECEMBER, by=by, at=NOW)
    assert submit_roster(employee=worker, month=DECEMBER, by=by, at=NOW) == roster
    assert (roster.state, roster.is_late, Notice.objects.count()) == ("submitted", False, 0)
    for _twice in range(2):
        assert withdraw_roster(submission=roster, by=by, at=NOW).state == "draft"
    with pytest.raises(Conflict):
        submit_roster(employee=worker, month=DECEMBER, by=by, at=NOW, version=7)
    assert deeds() == ["roster.open", "roster.submit", "roster.withdraw"]


def test_after_the_day_it_is_late_and_the_head_is_told(head: Employee, worker: Employee) -> None:
    thursday = moscow(0, 1, day=date(2026, 11, 19))
    assert submit_roster(employee=worker, month=DECEMBER, by=viewer(worker, thursday), at=thursday).is_late
    assert Notice.objects.get().user == head.user
    with pytest.raises(NotAllowed):
        withdraw_roster(submission=RosterSubmission.objects.get(), by=viewer(head), at=NOW)


def test_what_was_in_time_and_came_back_is_not_late(head: Employee, worker: Employee) -> None:
    roster = a_roster(worker, state="submitted")
    return_roster(submission=roster, reason="Too few on Fridays", by=viewer(head), at=NOW)
    later = moscow(12, day=date(2026, 11, 25))
    assert not submit_roster(employee=worker, month=DECEMBER, by=viewer(worker, later), at=later).is_late
    withdraw_roster(submission=roster, by=viewer(worker, later), at=later)
    assert submit_roster(employee=worker, month=DECEMBER, by=viewer(worker, later), at=later).is_late
