"""What the client's answer does to the ticket: whose turn it is, and that nobody sleeps through it (T4, T7, W2)."""

from datetime import timedelta

import pytest

from tests.factories import NOW, an_approval, an_estimate
from tests.tickets.actions.agreeing.conftest import Side
from tickets.actions.agreeing import approve, decline
from tickets.actions.moving import move_ticket
from tickets.actions.snoozing import snooze
from tickets.actions.tasks.moving import decline_task, move_task
from tickets.domain.statuses import Event
from tickets.domain.tasks import TaskEvent
from tickets.models import Approval, Ticket

DAY = timedelta(days=1)


@pytest.fixture
def asked(side: Side) -> Approval:
    approval = an_approval(side.ticket)
    an_estimate(side.task, state="client", approval=approval, manager_at=NOW)
    move_ticket(ticket=side.ticket, event=Event.ASK_CLIENT, by=side.manager, at=NOW)
    return approval


def now(side: Side) -> Ticket:
    return Ticket.objects.get(pk=side.ticket.pk)


def test_after_the_yes_it_is_the_specialists_turn(side: Side, asked: Approval) -> None:
    approve(approval=asked, by=side.client, at=NOW)
    assert now(side).status == "waiting_specialist"
    last = side.ticket.status_changes.latest("id")
    assert (last.event, last.by) == ("ask_specialist", None)


def test_after_the_no_it_is_ours(side: Side, asked: Approval) -> None:
    decline(approval=asked, by=side.client, at=NOW, comment="Too much.")
    assert now(side).status == "open"


def test_while_another_question_is_open_the_client_is_waited_for(side: Side, asked: Approval) -> None:
    an_approval(side.ticket)
    approve(approval=asked, by=side.client, at=NOW)
    assert now(side).status == "waiting_client"


def test_what_nobody_has_in_hand_is_open(side: Side, asked: Approval) -> None:
    type(side.task).objects.update(status="declined", assignee=None)
    approve(approval=asked, by=side.client, at=NOW)
    assert now(side).status == "open"


@pytest.mark.parametrize("is_yes", [True, False])
@pytest.mark.parametrize("is_waiting", [True, False])
def test_the_answer_wakes_a_snoozed_ticket(side: Side, asked: Approval, is_yes: bool, is_waiting: bool) -> None:
    if not is_waiting:
        move_ticket(ticket=side.ticket, event=Event.START, by=side.manager, at=NOW)
    snooze(ticket=side.ticket, until=NOW + 9 * DAY, by=side.manager, at=NOW)
    if is_yes:
        approve(approval=asked, by=side.client, at=NOW + DAY)
    else:
        decline(approval=asked, by=side.client, at=NOW + DAY, comment="No.")
    assert (now(side).snoozed_until, now(side).snoozed_by) == (None, None)


@pytest.mark.parametrize(
    ("event", "wakes"),
    [(TaskEvent.ASK, True), (TaskEvent.DECLINE, True), (TaskEvent.SUBMIT, True), (TaskEvent.START, False)],
)
def test_what_the_specialist_says_wakes_it(side: Side, event: TaskEvent, wakes: bool) -> None:
    snooze(ticket=side.ticket, until=NOW + 9 * DAY, by=side.manager, at=NOW)
    said = {"task": side.task, "by": side.specialist, "at": NOW + DAY, "text": "Which of them?"}
    if event is TaskEvent.DECLINE:
        decline_task(**said, reason="other")
    else:
        move_task(**said, event=event)
    assert (now(side).snoozed_until is None) == wakes
