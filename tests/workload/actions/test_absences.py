"""Absences: asked for, recorded, decided; never on one's own (L2, P4)."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from support_desk.shared.errors import IllegalTransition, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, PeriodLock
from tests.at_once import run_at_once
from tests.factories import NOW, a_department, all_sign, an_absence, an_employee, moscow, viewer
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.actions.absences import record_absence, request_absence
from workload.actions.trail import record_person
from workload.models import Absence, Department, Employee
from workload.queries.presence import presence_of

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 12, 7), date(2026, 12, 11)
WEEK = Days(FIRST, LAST)


@pytest.fixture
def department() -> Department:
    return a_department()


@pytest.fixture
def head(department: Department) -> Employee:
    return an_employee("head", department=department)


@pytest.fixture
def worker(department: Department) -> Employee:
    return an_employee("manager", department=department)


@pytest.fixture
def cover(department: Department) -> Employee:
    return an_employee("manager", department=department)


def ask(employee: Employee, days: Days = WEEK, **over: Any) -> Absence:
    """Vacation with a cover, where the slip needs one and none is given."""
    fields = {"employee": employee, "type": "vacation", "days": days, "by": viewer(employee), "at": NOW, **over}
    if fields["type"] == "vacation" and days.from_time is None and "cover" not in fields:
        fields["cover"] = an_employee("manager", department=employee.employments.get().department)
    return request_absence(**fields)


def test_a_request_takes_nobody_away_until_it_is_approved(worker: Employee, head: Employee, cover: Employee) -> None:
    absence = ask(worker, cover=cover)
    assert (absence.starts_at, absence.ends_at) == (moscow(0, day=FIRST), moscow(0, day=date(2026, 12, 12)))
    assert presence_of([worker.pk], absence.starts_at)[worker.pk].state == "here"
    approve_absence(absence=all_sign(absence), by=viewer(head), at=NOW)
    found = presence_of([worker.pk], absence.starts_at)[worker.pk]
    assert (found.state, found.cover_id) == ("absent", cover.pk)


def test_hours_are_of_one_day(worker: Employee) -> None:
    absence = ask(worker, Days(FIRST, FIRST, time(10), time(12, 30)), type="personal")
    assert (absence.starts_at, absence.ends_at) == (moscow(10, day=FIRST), moscow(12, 30, day=FIRST))


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (Days(LAST, FIRST), "ends_on"),
        (Days(FIRST, date(2030, 1, 1)), "ends_on"),
        (Days(FIRST, LAST, time(9), time(10)), "ends_on"),
        (Days(FIRST, FIRST, time(10), time(10)), "until_time"),
        (Days(FIRST, FIRST, time(10)), "until_time"),
        (Days(FIRST, FIRST, None, time(10)), "from_time"),
    ],
)
def test_days_that_cannot_be_are_refused_with_their_field(worker: Employee, days: Days, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        ask(worker, days)
    assert refusal.value.field == field


def test_absences_of_one_person_do_not_overlap(worker: Employee, cover: Employee) -> None:
    ask(worker)
    with pytest.raises(Refused) as refusal:
        ask(worker, Days(LAST, LAST + timedelta(days=3)))
    assert refusal.value.field == "starts_on"
    ask(worker, Days(LAST + timedelta(days=1), LAST + timedelta(days=3)))
    ask(cover)


def test_a_closed_month_takes_no_absence(worker: Employee, head: Employee, department: Department) -> None:
    absence = ask(worker)
    PeriodLock.objects.create(department_id=department.pk, month=date(2026, 12, 1), closed_at=NOW)
    with pytest.raises(PeriodClosed):
        ask(worker, Days(date(2026, 11, 30), date(2026, 12, 1)))
    with pytest.raises(PeriodClosed):
        approve_absence(absence=absence, by=viewer(head), at=NOW)


def test_a_cover_is_somebody_else_who_is_there_for_a_part_at_least(
    worker: Employee, head: Employee, cover: Employee
) -> None:
    with pytest.raises(Refused) as refusal:
        ask(worker, cover=worker)
    assert refusal.value.field == "cover"
    an_absence(cover, FIRST - timedelta(days=3), days=5)
    absence = all_sign(ask(worker, cover=cover))
    an_absence(cover, FIRST + timedelta(days=2), days=10)
    with pytest.raises(Refused) as refusal:
        approve_absence(absence=absence, by=viewer(head), at=NOW)
    assert refusal.value.field == "cover"
    assert approve_absence(absence=absence, cover=head, by=viewer(head), at=NOW).cover == head


def test_types_are_entered_each_in_its_way(worker: Employee, head: Employee) -> None:
    for deed in (
        lambda: ask(worker, type="sickness"),
        lambda: ask(worker, type="holiday"),
        lambda: record_absence(employee=worker, type="vacation", days=WEEK, by=viewer(worker), at=NOW),
        lambda: record_absence(employee=worker, type="unknown", days=WEEK, by=viewer(worker), at=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            deed()
        assert refusal.value.field == "type"
    record_absence(employee=worker, type="unknown", days=WEEK, by=viewer(head), at=NOW)


def test_sickness_holds_at_once_and_is_confirmed_later(worker: Employee, head: Employee) -> None:
    today = Days(NOW.date(), NOW.date())
    absence = record_absence(employee=worker, days=today, by=viewer(worker), at=NOW)
    assert presence_of([worker.pk], NOW)[worker.pk].state == "absent"
    assert approve_absence(absence=absence, by=viewer(head), at=NOW).state == "approved"


def test_a_rejection_says_why_and_ends_what_was_recorded(worker: Employee, head: Employee) -> None:
    absence = record_absence(employee=worker, days=Days(NOW.date(), NOW.date()), by=viewer(worker), at=NOW)
    with pytest.raises(Refused) as refusal:
        reject_absence(absence=absence, note=" ", by=viewer(head), at=NOW)
    assert refusal.value.field == "note"
    reject_absence(absence=absence, note="Was seen at work", by=viewer(head), at=NOW)
    assert presence_of([worker.pk], NOW)[worker.pk].state == "here"
    with pytest.raises(IllegalTransition):
        approve_absence(absence=absence, by=viewer(head), at=NOW)


def test_a_person_cancels_what_has_not_begun(worker: Employee, head: Employee) -> None:
    later, today = ask(worker), an_absence(worker)
    cancel_absence(absence=later, by=viewer(worker), at=NOW)
    with pytest.raises(NotAllowed):
        cancel_absence(absence=today, by=viewer(worker), at=NOW)
    assert cancel_absence(absence=today, by=viewer(head), at=NOW).state == "cancelled"
    ask(worker)


def test_nobody_decides_on_their_own_and_the_heads_goes_one_level_up(department: Department, head: Employee) -> None:
    office, director = an_employee("office_manager", department=department), an_employee("director")
    absence = ask(head)
    for stranger in (head, office):
        with pytest.raises(NotAllowed):
            approve_absence(absence=absence, by=viewer(stranger), at=NOW)
    assert approve_absence(absence=all_sign(absence), by=viewer(director), at=NOW).state == "approved"


def test_a_head_above_whom_nobody_stands_is_told_so(head: Employee) -> None:
    with pytest.raises(Refused, match="Nobody stands above"):
        ask(head)
    above = an_employee("manager")
    Employee.objects.filter(pk=head.pk).update(manager=above)
    assert approve_absence(absence=all_sign(ask(head)), by=viewer(above), at=NOW).decided_by == above


@pytest.mark.parametrize("role", ["manager", "operator", "sales", "administrator", "specialist", "accountant"])
def test_colleagues_neither_see_nor_decide(department: Department, worker: Employee, role: str) -> None:
    absence, colleague = ask(worker), an_employee(role, department=department)
    assert not Absence.objects.visible_to(viewer(colleague)).exists()
    with pytest.raises(Absence.DoesNotExist):
        approve_absence(absence=absence, by=viewer(colleague), at=NOW)


def test_the_trail_never_holds_the_type_or_the_note(department: Department, worker: Employee, head: Employee) -> None:
    absence = record_absence(
        employee=worker, days=Days(NOW.date(), NOW.date()), by=viewer(worker), at=NOW, note="zqflu"
    )
    approve_absence(absence=absence, by=viewer(head), at=NOW)
    kept = [(entry.before, entry.after, entry.department_id) for entry in AuditEntry.objects.all()]
    assert len(kept) == 2
    assert "sickness" not in repr(kept) and "zqflu" not in repr(kept)
    assert {department_id for _before, _after, department_id in kept} == {department.pk}


def test_the_trail_of_absences_is_for_the_head_and_not_for_the_operator(
    department: Department, worker: Employee, head: Employee
) -> None:
    """Whoever decided; the operator reads the rest of the department's trail (P2, P5)."""
    Employee.objects.filter(pk=worker.pk).update(manager=an_employee("director"))
    absence = all_sign(ask(worker))
    approve_absence(absence=absence, by=viewer(an_employee("director")), at=NOW)
    cancel_absence(absence=absence, by=viewer(worker), at=NOW)
    record_person(worker, "role.give", department_id=department.pk, by=viewer(worker), at=NOW)

    def read_by(role: str, place: Department) -> list[str]:
        reader = viewer(an_employee(role, department=place))
        return list(AuditEntry.objects.visible_to(reader).order_by("pk").values_list("action", flat=True))

    deeds = ["absence.enter", "slip.name", "slip.agree", "absence.approve", "absence.cancel", "role.give"]
    assert list(AuditEntry.objects.visible_to(viewer(head)).order_by("pk").values_list("action", flat=True)) == deeds
    assert read_by("head", department) == deeds
    assert read_by("operator", department) == ["role.give"]
    assert read_by("manager", department) == read_by("head", a_department()) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_approve_once(department: Department, head: Employee, worker: Employee) -> None:
    absence, office = all_sign(ask(worker)), an_employee("director")
    outcomes = run_at_once(
        *[lambda who=who: approve_absence(absence=absence, by=viewer(who), at=NOW) for who in (head, office)]
    )
    assert [outcome.state for outcome in outcomes] == ["approved", "approved"]
    assert AuditEntry.objects.filter(action="absence.approve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_for_the_same_days_are_one(worker: Employee) -> None:
    by, cover = viewer(worker), an_employee("manager", department=worker.employments.get().department)
    outcomes = run_at_once(*[lambda: ask(worker, by=by, cover=cover)] * 2)
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    assert Absence.objects.count() == 1


def test_nobody_lets_themselves_see_by_covering(worker: Employee, department: Department, head: Employee) -> None:
    """A cover sees the clients: the office manager, who does not, cannot enter an absence with themselves as cover."""
    office = an_employee("office_manager", department=department)
    with pytest.raises(Refused) as refused:
        record_absence(employee=worker, days=WEEK, cover=office, by=viewer(office), at=NOW)
    assert refused.value.field == "cover"
    absence = ask(worker)
    with pytest.raises(Refused):
        approve_absence(absence=absence, cover=office, by=viewer(office), at=NOW)
    approve_absence(absence=absence, cover=head, by=viewer(head), at=NOW)
    assert Absence.objects.get().cover == head


def test_a_cover_is_of_the_same_department(worker: Employee) -> None:
    with pytest.raises(Refused) as refused:
        ask(worker, cover=an_employee("manager"))
    assert refused.value.field == "cover"


def test_deciding_or_taking_back_twice_is_once(worker: Employee, head: Employee) -> None:
    rejected, cancelled = ask(worker), ask(worker, Days(LAST + timedelta(days=3), LAST + timedelta(days=4)))
    for _time in range(2):
        assert reject_absence(absence=rejected, note="No", by=viewer(head), at=NOW).state == "rejected"
        assert cancel_absence(absence=cancelled, by=viewer(worker), at=NOW).state == "cancelled"
    assert AuditEntry.objects.filter(action__in=["absence.reject", "absence.cancel"]).count() == 2


def test_a_cover_who_will_have_left_is_refused(worker: Employee, department: Department) -> None:
    leaving = an_employee("manager", department=department, left_on=FIRST - timedelta(days=1))
    with pytest.raises(Refused, match="will have left") as refused:
        ask(worker, cover=leaving)
    assert refused.value.field == "cover"
