"""S2, T5: what deeds with a ticket do to its clocks, and what the ticket says of them in lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_desk.shared.viewer import Viewer
from tests.factories import a_project, an_operation
from tests.tickets.sla.conftest import Desk
from tickets.actions.handling import place_ticket, set_priority
from tickets.actions.logging_time import LoggedWork
from tickets.actions.moving import move_ticket
from tickets.actions.needing_answer import no_answer_needed
from tickets.actions.notes import add_note, log_call
from tickets.actions.opening import open_ticket
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.taking_back import take_back_reply
from tickets.domain.statuses import Event
from tickets.models import Channel, Clock, ClockPause, Priority, SlaPolicy, Ticket

pytestmark = pytest.mark.django_db


def told(ticket: Ticket) -> tuple[object, ...]:
    ticket.refresh_from_db()
    return ticket.next_due_at, ticket.next_due_kind, ticket.operator_at, ticket.is_breached


def all_rows() -> list[dict]:
    return list(Clock.objects.order_by("id").values()) + list(
        ClockPause.objects.values("clock_id", "starts_at", "ends_at")
    )


def test_a_first_message_begins_what_is_promised(desk: Desk, policy: SlaPolicy) -> None:
    ticket = desk.asked()
    first, resolution = Clock.objects.filter(ticket=ticket).order_by("id")
    assert (first.kind, first.target_minutes, first.policy_id, first.policy_number) == (
        "first_response", 60, policy.pk, policy.version,
    )  # fmt: skip
    assert first.plan_steps == ["warn", "breach", "manager", "operator", "head", "director"]
    assert first.plan == [desk.at(minutes) for minutes in (45, 60, 60, 60, 120, 300)]
    assert (first.due_at, first.next_at, resolution.due_at) == (desk.at(60), desk.at(45), desk.at(960))
    assert told(ticket) == (desk.at(60), "first_response", desk.at(60), False)
    assert (ticket.sla_policy, ticket.calendar) == (policy, policy.calendar)


def test_the_priority_decides_the_target(desk: Desk, policy: SlaPolicy) -> None:
    urgent = desk.asked(priority=Priority.URGENT)
    assert desk.clock(urgent, "first_response").target_minutes == 60


def test_without_a_policy_nothing_runs_and_the_operator_sees_it_at_once() -> None:
    desk = Desk(a_project())
    ticket = desk.asked()
    assert desk.states(ticket) == []
    assert told(ticket) == (None, "", desk.at(0), False)


def test_an_answer_meets_the_response_and_pauses_the_resolution(desk: Desk) -> None:
    ticket = desk.asked()
    message = reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(20))
    first = desk.clock(ticket, "first_response")
    assert (first.state, first.finished_at, first.finished_by, first.answerer_id) == (
        "met", desk.at(20), message, desk.owner.employee_id,
    )  # fmt: skip
    assert desk.clock(ticket, "resolution").state == "paused"
    assert told(ticket) == (None, "", None, False)


def test_the_clients_next_message_resumes_the_resolution_and_begins_a_response(desk: Desk) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="What exactly?", by=desk.owner, at=desk.at(20))
    desk.asked(50, ticket)
    following = desk.clock(ticket, "next_response")
    assert (following.message, following.due_at) == (desk.last_message(ticket), desk.at(170))
    # Half an hour did not count.
    assert desk.clock(ticket, "resolution").due_at == desk.at(990)
    assert told(ticket) == (desk.at(170), "next_response", desk.at(110), False)


def test_a_further_message_while_one_waits_begins_nothing(desk: Desk) -> None:
    ticket = desk.asked()
    desk.asked(5, ticket)
    assert desk.states(ticket) == [("first_response", "running"), ("resolution", "running")]


def test_a_note_changes_nothing(desk: Desk) -> None:
    ticket = desk.asked()
    before = all_rows()
    add_note(ticket=ticket, body="Ours", by=desk.owner, at=desk.at(3))
    assert all_rows() == before


def test_a_call_of_ours_answers(desk: Desk) -> None:
    ticket = desk.asked()
    log_call(ticket=ticket, body="Talked", by=desk.owner, at=desk.at(9), is_outgoing=True)
    assert desk.clock(ticket, "first_response").finished_at == desk.at(9)
    assert told(ticket)[:2] == (desk.at(960), "resolution")


def test_a_promise_runs_by_its_own_clock(desk: Desk) -> None:
    ticket = desk.asked()
    options = ReplyOptions(then=None, promised_until=desk.at(220))
    reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(20), options=options)
    promise = desk.clock(ticket, "promise")
    assert promise.plan[:3] == [desk.at(170), desk.at(220), desk.at(220)]
    assert told(ticket)[:3] == (desk.at(220), "promise", None)
    reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(100), options=ReplyOptions(then=None))
    assert desk.clock(ticket, "promise").state == "met"


def test_a_promise_again_says_so(desk: Desk) -> None:
    ticket = desk.asked()
    for minutes in (20, 100):
        options = ReplyOptions(then=None, promised_until=desk.at(minutes + 100))
        reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(minutes), options=options)
    promises = Clock.objects.filter(ticket=ticket, kind="promise").order_by("id").values_list("state", "end_reason")
    assert list(promises) == [("cancelled", "promised_again"), ("running", "")]


def test_a_promise_counts_without_a_policy_as_well() -> None:
    desk = Desk(a_project())
    ticket = desk.asked()
    options = ReplyOptions(then=None, promised_until=desk.at(60))
    reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(20), options=options)
    promise = desk.clock(ticket, "promise")
    assert (promise.plan_steps, promise.plan) == (["warn", "breach"], [desk.at(50), desk.at(60)])


@pytest.mark.parametrize("then", [None, Event.ASK_CLIENT, Event.RESOLVE])
@pytest.mark.parametrize("promise", [None, 300])
def test_taking_a_reply_back_restores_exactly_what_it_had_done(
    desk: Desk, then: Event | None, promise: int | None
) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(5), options=ReplyOptions(None, desk.at(200)))
    desk.asked(10, ticket)
    before, before_told = all_rows(), told(ticket)
    options = ReplyOptions(then, desk.at(promise) if promise else None)
    message = reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(20), options=options)
    assert all_rows() != before
    take_back_reply(message=message, by=desk.owner, at=desk.at(20.3))
    assert [row for row in all_rows() if row.get("end_reason") != "taken_back"] == before
    assert told(ticket) == before_told


def test_a_second_reply_after_one_taken_back_meets_the_clocks(desk: Desk) -> None:
    ticket = desk.asked()
    message = reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(20))
    take_back_reply(message=message, by=desk.owner, at=desk.at(20.3))
    again = reply(ticket=ticket, body="Here it is", by=desk.owner, at=desk.at(21))
    assert desk.clock(ticket, "first_response").finished_by == again


def test_what_needs_no_answer_is_not_counted(desk: Desk) -> None:
    ticket = desk.asked()
    no_answer_needed(ticket=ticket, by=desk.owner, at=desk.at(4))
    first = desk.clock(ticket, "first_response")
    assert (first.state, first.end_reason, first.due_at, first.next_at) == ("cancelled", "no_answer_needed", None, None)
    assert told(ticket) == (desk.at(960), "resolution", None, False)


def test_closing_ends_everything_and_a_client_begins_anew(desk: Desk) -> None:
    ticket = desk.asked()
    move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(4))
    assert desk.states(ticket) == [("first_response", "cancelled"), ("resolution", "met")]
    assert told(ticket) == (None, "", None, False)
    desk.asked(100, ticket)
    assert desk.states(ticket)[2:] == [("next_response", "running"), ("resolution", "running")]
    assert desk.clock(ticket, "resolution").started_at == desk.at(100)
    assert desk.clock(ticket, "resolution").message == desk.last_message(ticket)


def test_reopening_promises_again_what_closing_cancelled_however_often(desk: Desk) -> None:
    ticket = desk.asked()
    for minutes in (4, 10):
        move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(minutes))
        move_ticket(ticket=ticket, event=Event.REOPEN, by=desk.owner, at=desk.at(minutes + 1))
    response = desk.clock(ticket, "first_response")
    assert (response.state, response.started_at, response.due_at) == ("running", desk.at(0), desk.at(60))
    assert (response.finished_at, response.end_reason) == (None, "")
    assert not Clock.objects.filter(ticket=ticket, kind="next_response").exists()
    assert told(ticket) == (desk.at(60), "first_response", desk.at(60), False)


def test_reopening_restores_the_promise_that_closing_cancelled(desk: Desk) -> None:
    ticket = desk.asked()
    for minutes in (20, 30):
        options = ReplyOptions(then=None, promised_until=desk.at(minutes + 200))
        reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(minutes), options=options)
    move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(40))
    move_ticket(ticket=ticket, event=Event.REOPEN, by=desk.owner, at=desk.at(50))
    promises = Clock.objects.filter(ticket=ticket, kind="promise").order_by("id").values_list("state", "due_at")
    assert list(promises) == [("cancelled", None), ("running", desk.at(230))]
    assert told(ticket)[:2] == (desk.at(230), "promise")
    assert ticket.promised_until == desk.at(230)


def test_a_client_who_opens_it_again_by_writing_is_still_owed_what_was_promised(desk: Desk) -> None:
    ticket = desk.asked()
    options = ReplyOptions(then=None, promised_until=desk.at(300))
    reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(20), options=options)
    move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(40))
    desk.asked(100, ticket)
    assert desk.clock(ticket, "promise").state == "running"
    assert desk.clock(ticket, "next_response").started_at == desk.at(100)


def test_a_kept_promise_is_not_promised_again_by_reopening(desk: Desk) -> None:
    ticket = desk.asked()
    options = ReplyOptions(then=None, promised_until=desk.at(300))
    reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(20), options=options)
    reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(30), options=ReplyOptions(then=None))
    move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(40))
    move_ticket(ticket=ticket, event=Event.REOPEN, by=desk.owner, at=desk.at(50))
    assert desk.clock(ticket, "promise").state == "met"
    assert told(ticket)[1] == "resolution" and ticket.promised_until is None


def test_a_second_reply_taken_back_leaves_the_resolution_as_the_first_left_it(desk: Desk) -> None:
    ticket = desk.asked()
    reply(ticket=ticket, body="Which one?", by=desk.owner, at=desk.at(5))
    before = all_rows()
    message = reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(20), options=ReplyOptions(Event.RESOLVE))
    take_back_reply(message=message, by=desk.owner, at=desk.at(20.1))
    assert all_rows() == before


def test_a_person_who_writes_after_a_machine_is_promised_an_answer(desk: Desk, project) -> None:
    by = Viewer.system(desk.at(0))
    ticket = open_ticket(
        subject="Out of office", by=by, at=desk.at(0), channel=Channel.EMAIL, project=project, is_automatic=True
    )
    desk.asked(7, ticket)
    assert desk.states(ticket) == [("first_response", "running"), ("resolution", "running")]
    set_priority(ticket=ticket, priority=Priority.HIGH, by=desk.owner, at=desk.at(8))
    assert desk.states(ticket) == [("first_response", "running"), ("resolution", "running")]


def test_a_message_entered_late_leaves_what_was_written_since_to_be_answered(desk: Desk) -> None:
    ticket = desk.asked()
    desk.asked(30, ticket)
    log_call(ticket=ticket, body="Talked at ten past", by=desk.owner, at=desk.at(10), is_outgoing=True)
    assert desk.clock(ticket, "first_response").finished_at == desk.at(10)
    following = desk.clock(ticket, "next_response")
    assert (following.started_at, following.state) == (desk.at(30), "running")


def test_an_automatic_ticket_promises_nothing(desk: Desk, project) -> None:
    by = Viewer.system(desk.at(0))
    ticket = open_ticket(
        subject="Out of office", by=by, at=desk.at(0), channel=Channel.EMAIL, project=project, is_automatic=True
    )
    set_priority(ticket=ticket, priority=Priority.HIGH, by=desk.owner, at=desk.at(1))
    assert desk.states(ticket) == []


def test_a_lead_that_is_placed_counts_by_its_contract(desk: Desk, project) -> None:
    from tests.factories import a_contract, an_employee, viewer
    from tests.factories.calendars import a_calendar
    from tests.factories.sla import a_policy

    ticket = desk.asked()
    Ticket.objects.filter(pk=ticket.pk).update(flag="choose_project")
    strict = a_policy(calendar=a_calendar(is_around_the_clock=True), first_response=20, unanswered=10)
    other = a_project(project.client, owner=project.owner)
    a_contract(other, sla_policy=strict)
    operator = viewer(an_employee("operator", department=project.department))
    place_ticket(ticket=ticket, project=other, requester=None, by=operator, at=desk.at(5))
    assert told(ticket) == (desk.at(20), "first_response", desk.at(10), False)
    assert desk.clock(ticket, "first_response").policy == strict


@pytest.mark.parametrize("promise", [None, 220])
def test_a_reply_takes_few_statements_with_all_that_its_clocks_do(desk: Desk, promise: int | None) -> None:
    ticket = desk.asked()
    work = LoggedWork(an_operation(18), 25)
    options = ReplyOptions(promised_until=desk.at(promise) if promise else None, work=work)
    with CaptureQueriesContext(connection) as captured:
        reply(ticket=ticket, body="Here", by=desk.owner, at=desk.at(20), options=options)
    asked = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    # The page adds five of its own to these: see test_composer. A promise asks whether it is the second (T5).
    assert len(asked) == (15 if promise else 14), "\n".join(asked)
