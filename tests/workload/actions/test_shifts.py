"""Shifts by hand and by pattern (L1)."""

from datetime import date, time, timedelta

import pytest

from support_desk.shared.errors import ManyRefused, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, PeriodLock
from tests.factories import NOW, a_department, a_shift, an_employee, moscow, viewer
from tests.factories.rosters import a_roster
from workload.actions.many_shifts import WallShift, plan_many_shifts
from workload.actions.rosters.publishing import publish_month
from workload.actions.shift_pattern import set_shifts
from workload.actions.shifts import change_shift, plan_shift, remove_shift
from workload.domain.weekly_pattern import PatternShift, spans_of
from workload.models import Department, Employee, Shift

pytestmark = pytest.mark.django_db
TOMORROW = date(2026, 11, 19)
NINE, SIX = time(9), time(18)
HOUR = timedelta(hours=1)


@pytest.fixture
def department() -> Department:
    return a_department()


@pytest.fixture
def head(department: Department) -> Employee:
    return an_employee("head", department=department)


@pytest.fixture
def worker(department: Department) -> Employee:
    return an_employee("manager", department=department)


def test_a_shift_is_planned_by_the_head_and_kept_in_the_trail(
    department: Department, head: Employee, worker: Employee
) -> None:
    start = moscow(9, day=TOMORROW)
    shift = plan_shift(employee=worker, starts_at=start, ends_at=start + 9 * HOUR, by=viewer(head), at=NOW)
    change_shift(shift=shift, starts_at=start + HOUR, by=viewer(head), at=NOW)
    shift.refresh_from_db()
    assert shift.starts_at == start + HOUR
    remove_shift(shift=shift, by=viewer(head), at=NOW)
    assert not Shift.objects.exists()
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == [
        "shift.plan",
        "shift.change",
        "shift.remove",
    ]
    read = AuditEntry.objects.visible_to(viewer(an_employee("head", department=department))).values_list(
        "action", flat=True
    )
    assert set(read) == {"shift.plan", "shift.change", "shift.remove"}


@pytest.mark.parametrize(("role", "is_allowed"), [("office_manager", True), ("operator", False), ("manager", False)])
def test_only_head_and_office_manager_plan(
    department: Department, worker: Employee, role: str, is_allowed: bool
) -> None:
    start, by = moscow(9, day=TOMORROW), viewer(an_employee(role, department=department))
    if is_allowed:
        plan_shift(employee=worker, starts_at=start, ends_at=start + HOUR, by=by, at=NOW)
    else:
        with pytest.raises(NotAllowed):
            plan_shift(employee=worker, starts_at=start, ends_at=start + HOUR, by=by, at=NOW)


def test_nobody_plans_their_own_and_the_heads_are_planned_one_level_up(
    department: Department, head: Employee, worker: Employee
) -> None:
    start, office = moscow(9, day=TOMORROW), an_employee("office_manager", department=department)
    for person, by in ((head, head), (head, office), (office, office)):
        with pytest.raises(NotAllowed):
            plan_shift(employee=person, starts_at=start, ends_at=start + HOUR, by=viewer(by), at=NOW)
        with pytest.raises(NotAllowed):
            set_shifts(employee=person, pattern=[], first=TOMORROW, last=TOMORROW, by=viewer(by), at=NOW)
        with pytest.raises(ManyRefused):
            wanted = [WallShift(person.pk, TOMORROW, NINE, SIX)]
            plan_many_shifts(wanted=wanted, by=viewer(by), at=NOW)
    director = viewer(an_employee("director"))
    shift = plan_shift(employee=head, starts_at=start, ends_at=start + HOUR, by=director, at=NOW)
    with pytest.raises(NotAllowed):
        remove_shift(shift=shift, by=viewer(head), at=NOW)


def test_nobody_is_planned_before_they_come_or_after_they_leave(head: Employee, worker: Employee) -> None:
    worker.left_on = TOMORROW
    worker.save()
    for hours in (0, 24):
        start = moscow(9, day=TOMORROW) + hours * HOUR
        if not hours:
            plan_shift(employee=worker, starts_at=start, ends_at=start + HOUR, by=viewer(head), at=NOW)
            continue
        with pytest.raises(Refused) as refusal:
            plan_shift(employee=worker, starts_at=start, ends_at=start + HOUR, by=viewer(head), at=NOW)
        assert refusal.value.field == "starts_at"
    week = {"pattern": WEEK, "first": TOMORROW, "by": viewer(head), "at": NOW}
    with pytest.raises(Refused) as refusal:
        set_shifts(employee=worker, last=TOMORROW + timedelta(days=1), **week)
    assert refusal.value.field == "last"


def test_many_shifts_go_by_the_term_of_their_day_and_leave_planned_rosters_alone(
    department: Department, head: Employee, worker: Employee
) -> None:
    later = date(2026, 12, 1)
    worker.employments.update(ends_on=date(2026, 11, 30))
    elsewhere = a_department()
    worker.employments.create(department=elsewhere, starts_on=later, position=worker.employments.get().position)
    with pytest.raises(ManyRefused) as many:
        days = [TOMORROW, later, date(2000, 1, 3)]
        wanted = [WallShift(worker.pk, day, NINE, SIX, reason="Kept on paper") for day in days]
        plan_many_shifts(wanted=wanted, by=viewer(head), at=NOW)
    assert [(place, one.field) for place, one in many.value.each] == [(1, None), (2, "day")]
    boris = an_employee("manager", department=department)
    a_roster(boris, month=later, state="approved")
    wanted = [WallShift(boris.pk, later, time(19), time(20))]
    with pytest.raises(ManyRefused) as many:
        plan_many_shifts(wanted=wanted, by=viewer(head), at=NOW)
    assert [one.field for _place, one in many.value.each] == ["day"]
    publish_month(department=department, month=later, by=viewer(head), at=NOW)
    assert len(plan_many_shifts(wanted=wanted, by=viewer(head), at=NOW)) == 1


@pytest.mark.parametrize(
    ("start", "hours", "field"),
    [
        (moscow(9, day=TOMORROW), 0, "ends_at"),
        (moscow(9, day=TOMORROW), -1, "ends_at"),
        (moscow(9, day=TOMORROW), 25, "ends_at"),
        (moscow(17, day=TOMORROW), 4, "starts_at"),
        (moscow(9), 2, "reason"),
    ],
)
def test_a_shift_that_cannot_be_is_refused_with_its_field(
    head: Employee, worker: Employee, start: object, hours: int, field: str
) -> None:
    a_shift(worker, moscow(10, day=TOMORROW), hours=8)
    with pytest.raises(Refused) as refusal:
        plan_shift(employee=worker, starts_at=start, ends_at=start + hours * HOUR, by=viewer(head), at=NOW)  # type: ignore[operator,arg-type]  # the table holds instants
    assert refusal.value.field == field


def test_a_break_is_kept_and_shorter_than_its_shift(head: Employee, worker: Employee) -> None:
    start, by = moscow(9, day=TOMORROW), viewer(head)
    with pytest.raises(Refused) as refusal:
        plan_shift(employee=worker, starts_at=start, ends_at=start + HOUR, break_minutes=60, by=by, at=NOW)
    assert refusal.value.field == "break_minutes"
    shift = plan_shift(employee=worker, starts_at=start, ends_at=start + 9 * HOUR, break_minutes=60, by=by, at=NOW)
    assert change_shift(shift=shift, break_minutes=30, by=by, at=NOW).break_minutes == 30
    all_break = [PatternShift(3, NINE, time(10), 60)]
    with pytest.raises(Refused) as refusal:
        set_shifts(employee=worker, pattern=all_break, first=TOMORROW, last=TOMORROW, by=by, at=NOW)
    assert refusal.value.field == "pattern"


def test_what_has_begun_is_changed_with_a_reason_only(head: Employee, worker: Employee) -> None:
    shift = a_shift(worker, moscow(9), hours=9)
    for deed in (change_shift, remove_shift):
        with pytest.raises(Refused) as refusal:
            deed(shift=shift, by=viewer(head), at=NOW)  # type: ignore[operator]  # both take a shift
        assert refusal.value.field == "reason"
    remove_shift(shift=shift, by=viewer(head), at=NOW, reason="Was not there")
    assert AuditEntry.objects.get(action="shift.remove").after == {"reason": "Was not there"}


def test_a_closed_month_keeps_its_shifts(head: Employee, worker: Employee, department: Department) -> None:
    PeriodLock.objects.create(department_id=department.pk, month=date(2026, 11, 1), closed_at=NOW)
    start = moscow(9, day=TOMORROW)
    with pytest.raises(PeriodClosed):
        plan_shift(employee=worker, starts_at=start, ends_at=start + HOUR, by=viewer(head), at=NOW)
    with pytest.raises(PeriodClosed):
        set_shifts(employee=worker, pattern=[], first=TOMORROW, last=date(2026, 12, 5), by=viewer(head), at=NOW)


WEEK = [PatternShift(day, NINE, SIX) for day in range(5)]


def test_a_pattern_becomes_shifts_and_again_changes_nothing(head: Employee, worker: Employee) -> None:
    week = {"employee": worker, "pattern": WEEK, "first": TOMORROW, "last": TOMORROW + timedelta(days=6)}
    assert len(set_shifts(**week, by=viewer(head), at=NOW).new) == 5
    kept = set(Shift.objects.values_list("pk", flat=True))
    assert set_shifts(**week, by=viewer(head), at=NOW).new == []
    assert set(Shift.objects.values_list("pk", flat=True)) == kept
    assert AuditEntry.objects.filter(action="shift.pattern").count() == 1
    week["pattern"] = WEEK[:1]
    gone = set_shifts(**week, by=viewer(head), at=NOW).gone
    assert (len(gone), Shift.objects.count()) == (4, 1)


def test_a_night_runs_into_the_next_day_and_summer_time_moves_with_the_wall_clock() -> None:
    from zoneinfo import ZoneInfo

    night = [PatternShift(5, time(22), time(6))]
    saturday = date(2026, 10, 24)  # the clocks of Berlin go back in this night
    [(start, end)] = spans_of(night, saturday, saturday, ZoneInfo("Europe/Berlin"))
    assert end - start == timedelta(hours=9)


@pytest.mark.parametrize(
    ("pattern", "first", "last", "field"),
    [
        (WEEK, TOMORROW, TOMORROW - timedelta(days=1), "last"),
        (WEEK, TOMORROW, TOMORROW + timedelta(days=92), "last"),
        ([*WEEK, PatternShift(0, time(17), time(20))], TOMORROW, TOMORROW + timedelta(days=6), "pattern"),
        ([PatternShift(3, time(1), time(9))], TOMORROW, TOMORROW, "pattern"),
        (WEEK, NOW.date(), TOMORROW, "reason"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused_with_its_field(
    head: Employee, worker: Employee, pattern: list[PatternShift], first: date, last: date, field: str
) -> None:
    a_shift(worker, moscow(22), hours=8)  # runs into tomorrow, until six
    with pytest.raises(Refused) as refusal:
        set_shifts(employee=worker, pattern=pattern, first=first, last=last, by=viewer(head), at=NOW)
    assert refusal.value.field == field
