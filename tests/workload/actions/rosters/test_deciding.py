"""Months are approved, returned and published; twice or two at once is once (L1, P4)."""

from datetime import date, timedelta

import pytest

from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, Notice, PeriodLock
from tests.at_once import run_at_once
from tests.factories import NOW, a_department, a_shift, an_absence, an_employee, moscow, viewer
from tests.factories.presence import with_calendar
from tests.factories.rosters import DECEMBER, a_roster
from workload.actions.rosters.deciding import approve_roster, approve_rosters, return_roster
from workload.actions.rosters.planning import open_roster, plan_days
from workload.actions.rosters.publishing import publish_month
from workload.domain.roster_text import read_stretches
from workload.models import Department, Employee, RosterPublication, RosterSubmission, Shift

FIRST, CHRISTMAS = date(2026, 12, 1), moscow(12, day=date(2026, 12, 25))


@pytest.fixture
def department() -> Department:
    return with_calendar(a_department())


@pytest.fixture
def head(department: Department) -> Employee:
    return an_employee("head", department=department)


@pytest.fixture
def worker(department: Department) -> Employee:
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.mark.django_db
def test_the_head_approves_what_they_have_seen(head: Employee, worker: Employee) -> None:
    roster = a_roster(worker, state="submitted")
    with pytest.raises(Conflict):
        approve_roster(submission=roster, by=viewer(head), at=NOW, version=roster.version + 1)
    for _twice in range(2):
        found = approve_roster(submission=roster, by=viewer(head), at=NOW, version=roster.version)
    assert (found.state, found.decided_by, Shift.objects.count()) == ("approved", head, 0)
    assert list(Notice.objects.values_list("user_id", "kind")) == [(worker.user_id, "roster.approved")]
    assert AuditEntry.objects.filter(action="roster.approve").count() == 1
    with pytest.raises(IllegalTransition):
        return_roster(submission=roster, reason="No", by=viewer(head), at=NOW)


@pytest.mark.django_db
def test_what_is_returned_says_why_and_is_changed_again(head: Employee, worker: Employee) -> None:
    roster = a_roster(worker, state="submitted")
    with pytest.raises(Refused) as refusal:
        return_roster(submission=roster, reason=" ", by=viewer(head), at=NOW)
    assert refusal.value.field == "reason"
    found = return_roster(submission=roster, reason="Nobody is here on Friday", by=viewer(head), at=NOW)
    assert (found.state, Notice.objects.get().facts["reason"]) == ("returned", "Nobody is here on Friday")
    days = {FIRST: read_stretches("10-19", "")}
    changed = plan_days(employee=worker, days=days, by=viewer(worker), at=NOW)
    assert changed is not None
    assert changed.state == "returned"


@pytest.mark.django_db
def test_nobody_decides_on_their_own_and_the_heads_goes_one_level_up(
    department: Department, head: Employee, worker: Employee
) -> None:
    own, others = a_roster(head, state="submitted"), a_roster(worker, state="submitted")
    director = an_employee("director")
    for nobody in (head, worker, an_employee("office_manager", department=department)):
        with pytest.raises(NotAllowed):
            approve_roster(submission=own if nobody != worker else others, by=viewer(nobody), at=NOW)
    assert approve_rosters(department=department, month=DECEMBER, by=viewer(head), at=NOW) == [others]
    assert approve_roster(submission=own, by=viewer(director), at=NOW).state == "approved"
    with pytest.raises(NotAllowed):
        approve_rosters(department=department, month=DECEMBER, by=viewer(worker), at=NOW)


@pytest.mark.django_db
def test_the_office_manager_decides_only_while_the_head_is_absent(
    department: Department, head: Employee, worker: Employee
) -> None:
    office, roster = an_employee("office_manager", department=department), a_roster(worker, state="submitted")
    with pytest.raises(NotAllowed):
        approve_roster(submission=roster, by=viewer(office), at=NOW)
    assert approve_rosters(department=department, month=DECEMBER, by=viewer(office), at=NOW) == []
    an_absence(head, NOW.date(), type="sickness")
    assert approve_roster(submission=roster, by=viewer(office), at=NOW).decided_by == office


@pytest.mark.django_db
def test_publishing_puts_shifts_in_place_and_tells_everybody(
    department: Department, head: Employee, worker: Employee
) -> None:
    late = an_employee("manager", department=department)
    a_roster(worker, {1: "9-18", 2: "22-6/30"}, state="approved")
    a_shift(worker, moscow(7, day=date(2026, 12, 10)))
    pending = a_roster(late, state="submitted")
    untouched = a_shift(late, moscow(7, day=date(2026, 12, 10)))
    for _twice in range(2):
        publish_month(department=department, month=DECEMBER, by=viewer(head), at=NOW)
    first, second = worker.shifts.order_by("starts_at")[:2]
    assert (first.starts_at, first.ends_at, first.break_minutes) == (moscow(9, day=FIRST), moscow(18, day=FIRST), 60)
    assert (second.ends_at - second.starts_at, second.break_minutes) == (timedelta(hours=8), 30)
    assert not worker.shifts.filter(starts_at=moscow(7, day=date(2026, 12, 10))).exists()
    assert late.shifts.get() == untouched
    told = set(Notice.objects.filter(kind="roster.published").values_list("user_id", flat=True))
    assert told == {worker.user_id, late.user_id}
    approve_roster(submission=pending, by=viewer(head), at=NOW)
    assert late.shifts.count() == 23
    with pytest.raises(NotAllowed):
        publish_month(department=department, month=date(2027, 1, 1), by=viewer(worker), at=NOW)


@pytest.mark.django_db
def test_who_leaves_before_the_month_gets_no_shifts(department: Department, head: Employee, worker: Employee) -> None:
    other = an_employee("manager", department=department)
    for leaver in (worker, other):
        a_roster(leaver, state="approved")
    worker.left_on = date(2026, 11, 30)
    worker.save()
    other.employments.update(ends_on=date(2026, 11, 30))
    publish_month(department=department, month=DECEMBER, by=viewer(head), at=NOW)
    assert not Shift.objects.exists()


@pytest.mark.django_db
def test_a_published_day_is_changed_by_the_head_and_in_the_past_with_a_reason(
    department: Department, head: Employee, worker: Employee
) -> None:
    a_roster(worker, state="approved")
    publish_month(department=department, month=DECEMBER, by=viewer(head), at=NOW)
    days = {FIRST: read_stretches("10-14", "")}
    with pytest.raises(NotAllowed):
        plan_days(employee=worker, days=days, by=viewer(worker), at=NOW)
    with pytest.raises(Refused) as refusal:
        plan_days(employee=worker, days=days, by=viewer(head, CHRISTMAS), at=CHRISTMAS)
    assert refusal.value.field == "reason"
    plan_days(employee=worker, days=days, by=viewer(head, CHRISTMAS), at=CHRISTMAS, reason="Was at the doctor’s")
    assert worker.shifts.order_by("starts_at")[0].ends_at == moscow(14, day=FIRST)


@pytest.mark.django_db
def test_a_swap_survives_a_change_of_another_day(department: Department, head: Employee, worker: Employee) -> None:
    boris = an_employee("manager", department=department, name="Boris Titov")
    own, other = (a_roster(one, days, state="approved") for one, days in [(worker, {5: "9-18"}), (boris, None)])
    publish_month(department=department, month=DECEMBER, by=viewer(head), at=NOW)
    worker.shifts.filter(starts_at=moscow(9, day=date(2026, 12, 5))).update(employee=boris)
    for person, sunday in ((worker, 20), (boris, 13)):
        days = {date(2026, 12, sunday): read_stretches("9-13", "")}
        plan_days(employee=person, days=days, by=viewer(head), at=NOW)

    def weekends(person: Employee, roster: RosterSubmission) -> tuple[set[int], set[int]]:
        found = ([one.starts_at.date() for one in person.shifts.all()], [one.day for one in roster.entries.all()])
        shifts, entries = ({day.day for day in days if day.weekday() > 4} for days in found)
        return shifts, entries

    assert (weekends(worker, own), weekends(boris, other)) == (({20}, {20}), ({5, 13}, {5, 13}))
    back = {date(2026, 12, 5): read_stretches("9-18", "")}
    plan_days(employee=worker, days=back, by=viewer(head), at=NOW)
    assert weekends(worker, own) == ({5, 20}, {5, 20})


@pytest.mark.django_db
def test_shifts_of_who_never_submitted_are_changed_by_the_head_alone(
    department: Department, head: Employee, worker: Employee
) -> None:
    publish_month(department=department, month=DECEMBER, by=viewer(head), at=NOW)
    a_shift(worker, moscow(9, day=date(2026, 12, 3)))
    days = {FIRST: read_stretches("9-18", "")}
    assert plan_days(employee=worker, days=days, by=viewer(head), at=NOW) is None
    assert [shift.break_minutes for shift in worker.shifts.order_by("starts_at")] == [60, 0]
    with pytest.raises(NotAllowed):
        plan_days(employee=worker, days=days, by=viewer(worker), at=NOW)
    with pytest.raises(NotAllowed):
        open_roster(employee=worker, month=DECEMBER, by=viewer(worker), at=NOW)


@pytest.mark.django_db
def test_late_months_need_a_reason_and_closed_ones_are_refused(
    department: Department, head: Employee, worker: Employee
) -> None:
    pending = a_roster(worker, state="submitted")
    by = viewer(head, CHRISTMAS)
    publish_month(department=department, month=DECEMBER, by=by, at=CHRISTMAS)
    for deed in (
        lambda: approve_roster(submission=pending, by=by, at=CHRISTMAS),
        lambda: approve_rosters(department=department, month=DECEMBER, by=by, at=CHRISTMAS),
    ):
        with pytest.raises(Refused) as refusal:
            deed()
        assert refusal.value.field == "reason"
    approve_rosters(department=department, month=DECEMBER, by=by, at=CHRISTMAS, reason="The head was ill")
    assert worker.shifts.count() == 23
    PeriodLock.objects.create(department_id=department.pk, month=DECEMBER, closed_at=NOW)
    for closed in (publish_month, approve_rosters):
        with pytest.raises(PeriodClosed):
            closed(department=department, month=DECEMBER, by=by, at=CHRISTMAS)  # type: ignore[operator]  # both take it


@pytest.mark.django_db
def test_a_shift_of_the_month_before_that_is_in_the_way_names_its_person(
    department: Department, head: Employee, worker: Employee
) -> None:
    a_shift(worker, moscow(22, day=date(2026, 11, 30)), hours=12)
    a_roster(worker, state="approved")
    with pytest.raises(Refused) as refusal:
        publish_month(department=department, month=DECEMBER, by=viewer(head), at=NOW)
    assert "Anna Orlova" in str(refusal.value)


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_and_publish_at_once_are_one(department: Department, head: Employee, worker: Employee) -> None:
    boss, office = viewer(head), viewer(an_employee("office_manager", department=department))
    roster = a_roster(worker, state="submitted")
    outcomes = run_at_once(
        lambda: approve_roster(submission=roster, by=boss, at=NOW),
        lambda: approve_rosters(department=department, month=DECEMBER, by=office, at=NOW),
        lambda: publish_month(department=department, month=DECEMBER, by=boss, at=NOW),
        lambda: publish_month(department=department, month=DECEMBER, by=office, at=NOW),
    )
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert (RosterPublication.objects.count(), RosterSubmission.objects.get().state) == (1, "approved")
    assert worker.shifts.count() == 23
    assert AuditEntry.objects.filter(action__in=["roster.approve", "roster.publish", "shift.roster"]).count() == 3
    assert Notice.objects.filter(kind="roster.approved").count() == 1
