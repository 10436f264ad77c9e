"""Missed calls: logged once, by whom, worked off once, and what becomes of what was said."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_department,
    a_message,
    a_missed_call,
    a_project,
    a_ticket,
    an_employee,
    viewer,
)
from tickets.actions.calls import CLOCK_SLACK, Talk, handle_missed_call, log_missed_call
from tickets.models import Message, MissedCall, Ticket
from workload.models import Department

pytestmark = pytest.mark.django_db
CALLED = NOW - timedelta(minutes=48)
REACHED, NOT_REACHED, NO_NEED = MissedCall.Outcome


@pytest.fixture
def department() -> Department:
    return a_department()


@pytest.fixture
def operator(department: Department) -> Viewer:
    return viewer(an_employee("operator", department=department))


def trail() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="call.").order_by("id").values_list("action", flat=True))


class TestLogging:
    def test_the_number_is_written_as_always_and_its_contact_found(self, department, operator):
        contact = a_contact(phone="+74951234567")
        call = log_missed_call(
            number="8 (495) 123-45-67",
            called_at=CALLED,
            department=department,
            note=" rang twice ",
            by=operator,
            at=NOW,
        )
        assert (call.number, call.contact, call.note, call.handled_at) == ("+74951234567", contact, "rang twice", None)
        assert trail() == ["call.log"]

    def test_a_number_of_two_clients_is_nobodys_and_of_two_colleagues_the_firsts(self, department, operator):
        client = a_client()
        first = a_contact(client, phone="+74951234567")
        a_contact(client, phone="+74951234567")
        said = {"called_at": CALLED, "department": department, "by": operator, "at": NOW}
        assert log_missed_call(number="+74951234567", **said).contact == first
        a_contact(phone="+74951234568")
        a_contact(phone="+74951234568")
        assert log_missed_call(number="+74951234568", **said).contact is None

    def test_reported_again_it_is_the_same_call(self, department, operator):
        said = {"called_at": CALLED, "department": department, "by": operator, "at": NOW}
        call = log_missed_call(number="+74951234567", **said)
        assert log_missed_call(number="8-495-123-45-67", **said) == call
        assert log_missed_call(number="+74951234567", **{**said, "called_at": NOW}) != call
        assert trail() == ["call.log", "call.log"]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"number": "twelve"}, "number"),
            ({"number": "12345"}, "number"),
            ({"called_at": NOW + CLOCK_SLACK + timedelta(seconds=1)}, "called_at"),
        ],
    )
    def test_what_cannot_be_is_refused_with_its_field(self, department, operator, change, field):
        said = {"number": "+74951234567", "called_at": CALLED, "department": department, **change}
        with pytest.raises(Refused) as refused:
            log_missed_call(**said, by=operator, at=NOW)
        assert refused.value.field == field
        assert not MissedCall.objects.exists()

    @pytest.mark.parametrize("role", ["manager", "specialist", "director", "sales", "administrator"])
    def test_only_who_looks_after_the_department_keeps_its_calls(self, department, role):
        somebody = viewer(an_employee(role, department=department))
        with pytest.raises(NotAllowed):
            log_missed_call(number="+74951234567", called_at=CALLED, department=department, by=somebody, at=NOW)

    def test_another_departments_operator_does_not(self, department):
        stranger = viewer(an_employee("operator"))
        with pytest.raises(NotAllowed):
            log_missed_call(number="+74951234567", called_at=CALLED, department=department, by=stranger, at=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_reported_twice_at_one_moment_it_is_kept_once(self, department, operator):
        def report() -> MissedCall:
            return log_missed_call(number="+74951234567", called_at=CALLED, department=department, by=operator, at=NOW)

        first, second = run_at_once(report, report)
        assert first.pk == second.pk == MissedCall.objects.get().pk


class TestCallingBack:
    @pytest.mark.parametrize("outcome", [NOT_REACHED, NO_NEED])
    def test_it_leaves_the_list_with_what_came_of_it(self, department, operator, outcome):
        call = handle_missed_call(call=a_missed_call(department), outcome=outcome, by=operator, at=NOW)
        assert (call.outcome, call.handled_at, call.handled_by_id) == (outcome, NOW, operator.employee_id)
        assert call.ticket is None
        assert not MissedCall.objects.open().exists()
        assert trail() == ["call.handle"]

    def test_what_was_said_opens_a_ticket_of_the_project_in_the_clients_words(self, department, operator):
        project = a_project(department=department)
        contact = a_contact(project.client, phone="+74951234567", name="Viktor Chernov")
        call = a_missed_call(department, number="+74951234567", contact=contact)
        talk = Talk(note="The dealer portal is slow.", project=project)
        ticket = handle_missed_call(call=call, outcome=REACHED, talk=talk, by=operator, at=NOW).ticket
        assert (ticket.project, ticket.requester, ticket.assignee) == (project, contact, project.owner)
        assert ticket.subject == "Call from Viktor Chernov"
        assert Ticket.objects.get(pk=ticket.pk).waiting_since == NOW
        message = ticket.messages.get()
        assert (message.direction, message.channel, message.body_text) == ("in", "phone", "The dealer portal is slow.")

    def test_in_an_open_ticket_it_is_our_answer(self, department, operator):
        ticket = a_ticket(a_project(department=department))
        a_message(ticket, "in", CALLED)
        call = a_missed_call(department, contact=ticket.requester)
        handle_missed_call(call=call, outcome=REACHED, talk=Talk(note="Told.", ticket=ticket), by=operator, at=NOW)
        ticket.refresh_from_db()
        assert ticket.waiting_since is None
        assert ticket.messages.latest("id").direction == Message.Direction.OUTBOUND
        assert ticket.missed_calls.get() == call

    def test_nobody_we_know_becomes_a_lead(self, department, operator):
        call = a_missed_call(department)
        ticket = handle_missed_call(
            call=call, outcome=REACHED, talk=Talk(note="Wants a site."), by=operator, at=NOW
        ).ticket
        assert (ticket.is_lead, ticket.department, ticket.assignee) == (True, department, None)
        assert ticket.requester_name == call.number

    def test_a_known_caller_without_a_project_is_placed_later(self, department, operator):
        contact = a_contact()
        call = a_missed_call(department, contact=contact)
        ticket = handle_missed_call(call=call, outcome=REACHED, talk=Talk(note="Hm."), by=operator, at=NOW).ticket
        assert (ticket.client, ticket.is_lead, ticket.flag) == (contact.client, False, "choose_project")

    def test_of_another_clients_project_the_caller_is_no_requester(self, department, operator):
        project, call = a_project(department=department), a_missed_call(department, contact=a_contact())
        talk = Talk(note="About the other firm.", project=project)
        ticket = handle_missed_call(call=call, outcome=REACHED, talk=talk, by=operator, at=NOW).ticket
        assert (ticket.client, ticket.requester) == (project.client, None)

    def test_reached_without_a_word_is_refused_and_changes_nothing(self, department, operator):
        call = a_missed_call(department)
        with pytest.raises(Refused) as refused:
            handle_missed_call(call=call, outcome=REACHED, talk=Talk(note="  "), by=operator, at=NOW)
        assert refused.value.field == "note"
        assert MissedCall.objects.open().get() == call

    def test_done_with_once(self, department, operator):
        call = a_missed_call(department)
        handle_missed_call(call=call, outcome=NO_NEED, by=operator, at=NOW)
        with pytest.raises(Conflict):
            handle_missed_call(call=call, outcome=REACHED, talk=Talk(note="Hm."), by=operator, at=NOW)
        assert not Ticket.objects.exists()

    def test_the_director_only_reads(self, department):
        director = viewer(an_employee("director"))
        with pytest.raises(NotAllowed):
            handle_missed_call(call=a_missed_call(department), outcome=NO_NEED, by=director, at=NOW)

    def test_others_do_not_even_find_it(self, department):
        manager = viewer(an_employee("manager", department=department))
        with pytest.raises(MissedCall.DoesNotExist):
            handle_missed_call(call=a_missed_call(department), outcome=NO_NEED, by=manager, at=NOW)

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_once_one_opens_the_ticket(self, department, operator):
        call, project = a_missed_call(department), a_project(department=department)

        def back() -> MissedCall:
            talk = Talk(note="Once.", project=project)
            return handle_missed_call(call=call, outcome=REACHED, talk=talk, by=operator, at=NOW)

        outcomes = run_at_once(back, back)
        assert sorted(type(each).__name__ for each in outcomes) == ["Conflict", "MissedCall"]
        assert Ticket.objects.count() == 1
