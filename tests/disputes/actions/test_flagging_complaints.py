"""Flagging a message and writing a complaint down by hand (S6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction

from disputes.actions.complaints.deciding import decide_complaint
from disputes.actions.complaints.flagging import AlreadyFlagged, Told, flag_complaint, record_complaint
from disputes.complaint_permissions import check_can_decide
from disputes.domain.complaints import ComplaintEvent
from disputes.models import Complaint, ComplaintSuggestion
from disputes.queries.complaint_deciders import deciders_of
from disputes.queries.complaint_lists import complaints_of
from disputes.queries.complaint_page import complaint_page
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories import NOW
from tickets.models import Message
from workload.actions.departments import update_department
from workload.models import Department, Employee, Employment, Substitute

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def department() -> Department:
    return make.a_department()


@pytest.fixture
def head(department: Department) -> Employee:
    return make.an_employee("head", department=department)


@pytest.fixture
def manager(department: Department, head: Employee) -> Employee:
    return make.an_employee("manager", department=department)


@pytest.fixture
def message(manager: Employee) -> Message:
    return make.a_message(make.a_ticket(make.a_project(owner=manager)), body_text="This is unacceptable.")


def flag(message: Message, by: Employee, what: str = "") -> Complaint:
    return flag_complaint(message=message, what=what, by=make.viewer(by), at=NOW)


def record(by: Employee, manager: Employee, **over: Any) -> Complaint:
    facts = {"client": over.pop("client", None) or make.a_client(), "happened_on": TODAY, "what": "Too late.", **over}
    return record_complaint(told=Told(manager=manager, **facts), by=make.viewer(by), at=NOW)


def told(employee: Employee) -> list[str]:
    return list(Notice.objects.filter(user=employee.user).values_list("kind", flat=True))


def test_anyone_who_sees_it_flags_it_the_concerned_too(message: Message, manager: Employee, head: Employee) -> None:
    director, other_head = make.an_employee("director"), make.an_employee("head")
    complaint = flag(message, manager, "  He is right.  ")
    assert (complaint.manager, complaint.head, complaint.source) == (manager, head, "message")
    assert (complaint.client, complaint.what, complaint.happened_on) == (message.ticket.client, "He is right.", TODAY)
    assert flag(message, manager) == complaint
    with pytest.raises(AlreadyFlagged):
        flag(message, head)
    assert [told(one) for one in (director, other_head, head, manager)] == [["complaint.flagged"]] * 2 + [[], []]
    assert AuditEntry.objects.get(action="complaint.flag").after["manager"]["id"] == manager.pk


def test_a_call_is_flagged_as_one_and_a_suggestion_comes_true(message: Message, manager: Employee) -> None:
    call = make.a_message(message.ticket, channel="phone")
    suggestion = make.a_suggestion(call)
    assert flag(call, manager).source == "call"
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.settled_by) == (ComplaintSuggestion.State.FLAGGED, manager)


def test_whoever_answered_then_is_concerned_with_the_head_of_that_day(message: Message, manager: Employee) -> None:
    cover = make.an_employee("manager")
    head_of_cover = make.an_employee("head", department=cover.employments.get().department)
    make.a_cover_span(message.ticket.project, cover, starts_at=NOW - timedelta(days=1))
    complaint = flag(message, manager)
    assert (complaint.manager, complaint.head) == (cover, head_of_cover)
    assert complaint.department == head_of_cover.employments.get().department
    earlier = make.a_message(message.ticket, at=NOW - timedelta(days=2))
    assert flag(earlier, manager).manager == manager


def test_a_head_who_answered_is_counted_once_and_a_stranger_s_letter_concerns_the_head(head: Employee) -> None:
    project = make.a_project(owner=head)
    complaint = flag(make.a_message(make.a_ticket(project)), head)
    assert (complaint.manager, complaint.head) == (head, None)
    lead = make.a_message(make.a_lead(project.department))
    complaint = flag(lead, head)
    assert (complaint.client, complaint.manager, complaint.head) == (None, None, head)


def test_what_is_flagged_is_the_client_s_and_seen(message: Message, manager: Employee) -> None:
    with pytest.raises(NotAllowed):
        flag(make.a_message(message.ticket, "out"), manager)
    with pytest.raises(Message.DoesNotExist):
        flag(message, make.an_employee("manager"))
    with pytest.raises(Refused, match="at most"):
        flag(message, manager, "x" * 5_001)


def test_written_down_after_a_call_to_the_director(manager: Employee, head: Employee) -> None:
    director = make.an_employee("director")
    complaint = record(director, manager, happened_on=TODAY - timedelta(days=3))
    assert (complaint.source, complaint.manager, complaint.head) == ("by_hand", manager, head)
    assert complaint.message is None and told(director) == []


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"what": " \n"}, "what"),
        ({"what": "x" * 5_001}, "what"),
        ({"happened_on": TODAY + timedelta(days=1)}, "happened_on"),
        ({"happened_on": TODAY - timedelta(days=366)}, "happened_on"),
        ({"project": "foreign"}, "project"),
    ],
)
def test_bad_input_is_refused_with_its_field(head: Employee, over: dict[str, Any], field: str) -> None:
    if "project" in over:
        over = {"project": make.a_project()}
    person = make.an_employee("manager", hired_on=TODAY - timedelta(days=900))
    with pytest.raises(Refused) as refusal:
        record(head, person, **over)
    assert refusal.value.field == field
    assert not Complaint.objects.exists()


def test_it_is_of_the_day_and_the_department_of_then(message: Message, manager: Employee, head: Employee) -> None:
    night = make.a_message(message.ticket, at=NOW.replace(day=17, hour=22))
    assert flag(night, manager).happened_on == TODAY
    term = manager.employments.get()
    term.ends_on = TODAY - timedelta(days=1)
    term.save()
    manager.employments.create(department=make.a_department(), position=term.position, starts_on=TODAY)
    complaint = record(make.an_employee("director"), manager, happened_on=TODAY - timedelta(days=1))
    assert (complaint.department, complaint.head) == (term.department, head)


def test_it_concerns_who_headed_them_then_and_neither_that_head_nor_the_next_decides(
    message: Message, manager: Employee, head: Employee
) -> None:
    director, next_head = make.an_employee("director"), make.an_employee("head", department=make.a_department())
    admin = make.viewer(make.an_employee("administrator"))
    department = Department.objects.get(pk=message.ticket.department_id)
    update_department(department=department, head=next_head, by=admin, at=NOW + timedelta(days=1))
    complaint = flag(Message.objects.get(pk=message.pk), manager)
    assert (complaint.manager, complaint.head) == (manager, head)
    assert record(director, manager).head == head
    assert record(director, manager, happened_on=TODAY - timedelta(days=1)).head == head
    assert deciders_of(complaint, NOW) == {director.pk}
    for barred in (head, next_head):
        by = make.viewer(barred, NOW + timedelta(days=2))
        assert not Complaint.objects.for_decision_of(by).filter(pk=complaint.pk).exists()
        with pytest.raises(NotAllowed, match="Nobody decides"):
            check_can_decide(by, complaint)


def test_where_nobody_may_decide_the_director_is_asked_for_a_substitute() -> None:
    director = make.an_employee("director")
    department = make.a_department(head=director)
    manager = make.an_employee("manager", department=department)
    complaint = flag(make.a_message(make.a_ticket(make.a_project(owner=manager, department=department))), manager)
    assert (complaint.head, deciders_of(complaint, NOW)) == (director, set())
    assert told(director) == ["complaint.nobody"]
    seen = complaints_of(make.viewer(manager)).get(pk=complaint.pk)
    assert complaint_page(seen, make.viewer(manager)).is_nobody_s
    stand_in = make.an_employee("manager", department=department)
    Substitute.objects.create(person=director, stands_in=stand_in, starts_on=TODAY)
    assert not complaint_page(seen, make.viewer(manager)).is_nobody_s
    by = make.viewer(stand_in)
    decide_complaint(complaint=complaint, event=ComplaintEvent.REJECT, reason="It was nothing.", by=by, at=NOW)
    assert told(director) == ["complaint.decided"]


def test_who_did_not_work_here_is_not_concerned_and_who_sees_no_client_writes_nothing(manager: Employee) -> None:
    late = make.an_employee("manager", hired_on=TODAY)
    with pytest.raises(Refused, match="did not work here"):
        record(manager, late, happened_on=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        record(make.an_employee("specialist"), manager)


def test_the_database_keeps_complaints_as_they_were_flagged(message: Message, manager: Employee) -> None:
    complaint = flag(message, manager)
    for change in ({"manager": None}, {"what": "Nothing at all."}, {"happened_on": TODAY - timedelta(days=9)}):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            Complaint.objects.filter(pk=complaint.pk).update(**change)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        complaint.delete()
    own = {"state": "rejected", "decided_by": manager, "decided_at": NOW, "reason": "It was nothing."}
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(**own)
    assert Employment.objects.filter(employee=manager).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_flag_it_once(message: Message, manager: Employee, head: Employee) -> None:
    outcomes = run_at_once(lambda: flag(message, manager), lambda: flag(message, head))
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyFlagged", "Complaint"]
    assert Complaint.objects.count() == 1
