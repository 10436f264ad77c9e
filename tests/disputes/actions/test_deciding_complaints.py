"""Confirming and rejecting complaints, by those whom they do not concern (S6, P4)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from disputes.actions.complaints.deciding import decide_complaint
from disputes.complaint_permissions import can_decide, is_substitute
from disputes.domain.complaints import ComplaintEvent
from disputes.models import Complaint
from disputes.queries.complaint_deciders import deciders_of
from disputes.queries.complaint_facts import confirmed_by_month, confirmed_facts, undecided
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories import NOW
from tests.factories.people import give_roles
from workload.models import Employee, Substitute

pytestmark = pytest.mark.django_db
CONFIRM, REJECT = ComplaintEvent.CONFIRM, ComplaintEvent.REJECT


@pytest.fixture
def complaint() -> Complaint:
    department = make.a_department()
    make.an_employee("head", department=department)
    manager = make.an_employee("manager", department=department)
    return make.a_complaint(make.a_message(make.a_ticket(make.a_project(owner=manager))))


def decide(
    complaint: Complaint, by: Employee, event: ComplaintEvent = CONFIRM, reason: str = "Three days."
) -> Complaint:
    return decide_complaint(complaint=complaint, event=event, reason=reason, by=make.viewer(by), at=NOW)


def told(employee: Employee | None) -> list[str]:
    assert employee is not None
    return list(Notice.objects.filter(user=employee.user).values_list("kind", flat=True))


def test_another_head_confirms_and_everybody_concerned_is_told(complaint: Complaint) -> None:
    judge = make.an_employee("head")
    decided = decide(complaint, judge)
    assert (decided.state, decided.decided_by, decided.reason) == ("confirmed", judge, "Three days.")
    assert decide(complaint, judge).decided_at == NOW
    for person in (complaint.flagged_by, complaint.manager, complaint.head):
        assert told(person) == ["complaint.decided"]
    assert AuditEntry.objects.filter(action="complaint.confirm").count() == 1
    with pytest.raises(IllegalTransition):
        decide(complaint, judge, REJECT)


def test_those_whom_it_concerns_and_their_colleagues_decide_nothing(complaint: Complaint) -> None:
    assert complaint.manager is not None and complaint.head is not None
    for person in (complaint.manager, complaint.head):
        give_roles(person, ["director"], since=person.hired_on)
        with pytest.raises(NotAllowed, match="concerns you"):
            decide(complaint, person)
    for person in (complaint.flagged_by, make.an_employee("manager"), make.an_employee("administrator")):
        with pytest.raises(NotAllowed, match="another department"):
            decide(complaint, person)


def test_the_director_rejects_with_a_reason(complaint: Complaint) -> None:
    director = make.an_employee("director")
    for reason in (" ", "x" * 2_001):
        with pytest.raises(Refused) as refusal:
            decide(complaint, director, REJECT, reason)
        assert refusal.value.field == "reason"
    assert decide(complaint, director, REJECT).state == "rejected"


def test_a_substitute_decides_for_a_director_whom_it_concerns(complaint: Complaint) -> None:
    director, former, present = make.an_employee("director"), *(make.an_employee("manager") for _ in range(2))
    own = make.a_complaint(manager=director, head=None)
    for person, days in ((former, 30), (present, 3)):
        Substitute.objects.create(person=director, stands_in=person, starts_on=NOW.date() - timedelta(days=days))
    assert deciders_of(own, NOW) == {present.pk, complaint.head_id}
    with pytest.raises(NotAllowed):
        decide(own, former)
    with pytest.raises(NotAllowed):
        decide(complaint, present)
    assert Complaint.objects.visible_to(make.viewer(present)).get() == own
    assert decide(own, present).decided_by == present


@pytest.mark.parametrize(("zone", "already"), [("Asia/Vladivostok", True), ("UTC", False)])
def test_a_substitute_begins_with_the_day_of_the_department(zone: str, already: bool) -> None:
    director, named = make.an_employee("director"), make.an_employee("manager")
    own = make.a_complaint(manager=director, head=None, department=make.a_department(timezone=zone))
    Substitute.objects.create(person=director, stands_in=named, starts_on=NOW.date() + timedelta(days=1))
    at = NOW.replace(hour=15)
    viewer = make.viewer(named, at)
    assert (named.pk in deciders_of(own, at)) is is_substitute(viewer, own) is already
    assert Complaint.objects.for_decision_of(viewer).exists() is already


def test_the_rule_the_list_and_those_who_are_told_are_the_same(complaint: Complaint) -> None:
    people = [make.an_employee(role) for role in ("director", "head", "manager", "operator", "accountant")]
    people += [complaint.manager, complaint.head, complaint.flagged_by]
    peer = make.an_employee("manager", department=complaint.department)
    give_roles(peer, ["head"], since=peer.hired_on)
    by_role, both = make.an_employee("manager"), make.an_employee("head", department=make.a_department())
    give_roles(by_role, ["head"], since=by_role.hired_on)
    make.a_department(head=both)
    for person in [*people, peer, by_role, both]:
        viewer = make.viewer(person)
        may = can_decide(viewer, complaint, stands_in=is_substitute(viewer, complaint))
        assert may == Complaint.objects.for_decision_of(viewer).filter(pk=complaint.pk).exists()
        assert may == (person.pk in deciders_of(complaint, NOW))
        assert not may or Complaint.objects.visible_to(viewer).filter(pk=complaint.pk).exists()
    assert not Complaint.objects.for_decision_of(make.contact_viewer(make.a_contact())).exists()


def test_what_pay_and_the_close_of_the_month_read(complaint: Complaint) -> None:
    director, month = make.an_employee("director"), NOW.date().replace(day=1)
    rejected = make.a_complaint(manager=complaint.manager, head=None)
    lone = make.a_complaint(manager=complaint.manager, head=None, department=complaint.department)
    late = make.a_complaint(happened_on=month + timedelta(days=31), department=complaint.department)
    assert list(undecided(month, complaint.department_id)) == [complaint, lone]
    decide(rejected, director, REJECT)
    for row in (complaint, lone):
        decide(row, director)
    facts = confirmed_facts(month)
    assert [(fact.employee_id, fact.complaint_id) for fact in facts] == [
        (complaint.manager_id, complaint.pk), (complaint.head_id, complaint.pk), (complaint.manager_id, lone.pk),
    ]  # fmt: skip
    assert {fact.decided_on for fact in facts} == {NOW.date()}
    assert complaint.manager_id is not None and complaint.head_id is not None
    assert (confirmed_by_month(complaint.manager_id), confirmed_by_month(complaint.head_id)) == ({month: 2}, {month: 1})
    assert confirmed_facts((month - timedelta(days=1)).replace(day=1)) == []
    assert list(undecided(month, complaint.department_id)) == [] and late.state == "open"


def test_it_counts_in_the_month_that_it_is_where_it_belongs(complaint: Complaint) -> None:
    at = datetime(2026, 11, 30, 22, tzinfo=UTC)  # December already in Moscow
    judge = make.viewer(make.an_employee("director"), at)
    decide_complaint(complaint=complaint, event=CONFIRM, reason="Three days.", by=judge, at=at)
    november, december = date(2026, 11, 1), date(2026, 12, 1)
    assert confirmed_facts(november) == []
    assert {fact.complaint_id for fact in confirmed_facts(december)} == {complaint.pk}
    assert complaint.manager_id is not None
    assert confirmed_by_month(complaint.manager_id) == {december: 1}


def test_heads_who_might_have_decided_read_it_no_more_once_it_is_decided(complaint: Complaint) -> None:
    judge, other = make.an_employee("head"), make.an_employee("head")
    assert Complaint.objects.visible_to(make.viewer(other)).exists()
    decide(complaint, judge)
    assert not Complaint.objects.visible_to(make.viewer(other)).exists()
    assert Complaint.objects.visible_to(make.viewer(judge)).exists()


def test_a_head_who_has_left_is_asked_no_more(complaint: Complaint) -> None:
    judge = make.an_employee("head")
    assert judge.pk in deciders_of(complaint, NOW)
    judge.left_on = NOW.date() - timedelta(days=1)
    judge.save()
    assert judge.pk not in deciders_of(complaint, NOW)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_decide_once(complaint: Complaint) -> None:
    one, other = make.an_employee("head"), make.an_employee("director")
    outcomes = run_at_once(lambda: decide(complaint, one, CONFIRM), lambda: decide(complaint, other, REJECT))
    assert sorted(type(each).__name__ for each in outcomes) == ["Complaint", "IllegalTransition"]
