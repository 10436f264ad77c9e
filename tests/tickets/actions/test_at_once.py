"""Two people, one ticket, the same moment: exactly what each did, once (T7, I7, I9)."""

from datetime import timedelta

import pytest

from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.models import AuditEntry, OutboxItem
from tests.at_once import run_at_once
from tests.factories import NOW, a_department, a_message, a_project, a_ticket, an_employee, an_operation, viewer
from tests.plugins.smtp import SmtpSink
from tickets.actions.handling import assign
from tickets.actions.logging_time import LoggedWork, reverse_time, start_timer
from tickets.actions.moving import move_ticket
from tickets.actions.notes import add_note, log_call
from tickets.actions.once import once
from tickets.actions.owed import recount_waiting
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.silence import close_silent_tickets
from tickets.actions.taking_back import take_back_reply
from tickets.domain.statuses import Event, Status, is_path
from tickets.models import Message, StatusChange, Ticket, TimeEntry, Timer
from workload.models import Employee

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(seconds=11)


@pytest.fixture
def team() -> tuple[Employee, Employee]:
    """A manager and the operator of one department."""
    department = a_department()
    return an_employee("manager", department=department), an_employee("operator", department=department)


@pytest.fixture
def ticket(team: tuple[Employee, Employee]) -> Ticket:
    """A client waits for the manager's answer."""
    ticket = a_ticket(a_project(owner=team[0]))
    a_message(ticket, "in", at=NOW - timedelta(hours=1))
    return ticket


def history(ticket: Ticket) -> list[Status]:
    steps = list(StatusChange.objects.filter(ticket=ticket).order_by("id"))
    return [Status(steps[0].before), *(Status(step.after) for step in steps)] if steps else []


def test_two_replies_at_once_are_two_replies(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    done = run_at_once(
        *[lambda who=who: reply(ticket=ticket, body=f"From {who.name}", by=viewer(who), at=NOW) for who in team]
    )
    assert all(isinstance(message, Message) for message in done), done
    ticket.refresh_from_db()
    assert (ticket.message_count, ticket.waiting_since, ticket.status) == (3, None, "waiting_client")
    assert OutboxItem.objects.count() == 2
    assert history(ticket) == [Status.NEW, Status.WAITING_CLIENT]
    assert AuditEntry.objects.filter(action="ticket.reply").count() == 2


def test_one_form_sent_twice_is_one_reply(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    by = viewer(team[0])
    done = run_at_once(
        *[lambda: once(key="f1", by=by, at=NOW, deed=lambda: reply(ticket=ticket, body="Yes", by=by, at=NOW))] * 2
    )
    assert sorted(message is None for message in done) == [False, True]
    assert Message.objects.filter(direction="out").count() == OutboxItem.objects.count() == 1


def test_assigning_while_somebody_replies_loses_neither(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    manager, operator = team
    run_at_once(
        lambda: reply(ticket=ticket, body="Yes", by=viewer(manager), at=NOW),
        lambda: assign(ticket=ticket, to=operator, by=viewer(operator), at=NOW),
        lambda: add_note(ticket=ticket, body="Call first", by=viewer(operator), at=NOW),
    )
    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.message_count, ticket.waiting_since) == (operator, 3, None)
    assert recount_waiting(ticket) is None


def test_a_promise_made_while_the_ticket_closes_is_never_left_on_a_closed_one(
    ticket: Ticket, team: tuple[Employee, Employee]
) -> None:
    manager, operator = team
    options = ReplyOptions(promised_until=NOW + timedelta(days=1))
    answered, _closed = run_at_once(
        lambda: reply(ticket=ticket, body="Tomorrow", by=viewer(manager), at=NOW, options=options),
        lambda: move_ticket(ticket=ticket, event=Event.CLOSE, by=viewer(operator), at=NOW),
    )
    ticket.refresh_from_db()
    assert ticket.status == "closed"
    assert (ticket.promised_until, ticket.waiting_since) == (None, None)
    assert isinstance(answered, Message | Refused)
    assert is_path(history(ticket))


def test_resolving_twice_moves_once(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    done = run_at_once(
        *[lambda who=who: move_ticket(ticket=ticket, event=Event.RESOLVE, by=viewer(who), at=NOW) for who in team]
    )
    assert sum(isinstance(each, IllegalTransition) for each in done) == 1
    assert history(ticket) == [Status.NEW, Status.RESOLVED]


def test_taking_back_while_it_leaves_has_one_outcome(
    ticket: Ticket, team: tuple[Employee, Employee], smtp_sink: SmtpSink
) -> None:
    by, outcomes = viewer(team[0]), set()
    for n in range(6):
        message = reply(ticket=ticket, body=f"Answer {n}", by=by, at=NOW, options=ReplyOptions(then=None))
        before = len(smtp_sink.messages())
        taken, sent = run_at_once(
            lambda message=message: take_back_reply(message=message, by=by, at=LATER), lambda: relay_outbox(at=LATER)
        )
        message.refresh_from_db()
        assert len(smtp_sink.messages()) - before == sent
        assert (message.retracted_at is not None) == (sent == 0)
        assert isinstance(taken, Refused) == (sent == 1)
        outcomes.add(sent)
    assert outcomes <= {0, 1}


def test_a_timer_started_twice_runs_once(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    by = viewer(team[0])
    done = run_at_once(*[lambda: start_timer(ticket=ticket, by=by, at=NOW)] * 2)
    assert all(isinstance(each, Timer) for each in done), done
    assert Timer.objects.get().ticket == ticket


def test_a_timer_started_on_two_tickets_runs_on_one(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    by, other = viewer(team[0]), a_ticket(a_project(owner=team[0]))
    done = run_at_once(*[lambda on=on: start_timer(ticket=on, by=by, at=NOW) for on in (ticket, other)])
    assert sum(isinstance(each, Refused) for each in done) == 1
    assert Timer.objects.count() == 1


def test_an_entry_is_reversed_once(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    from tickets.actions.logging_time import log_time

    by = viewer(team[0])
    entry = log_time(ticket=ticket, work=LoggedWork(an_operation(), 20), by=by, at=NOW)
    first, second = run_at_once(*[lambda: reverse_time(entry=entry, by=by, at=NOW)] * 2)
    assert first == second
    assert sum(TimeEntry.objects.values_list("actual_minutes", flat=True)) == 0


def test_two_sweeps_close_a_silent_ticket_once(ticket: Ticket, team: tuple[Employee, Employee]) -> None:
    log_call(ticket=ticket, body="It is done", by=viewer(team[0]), at=NOW, is_outgoing=True)
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=viewer(team[0]), at=NOW)
    later = NOW + timedelta(days=8)
    assert sorted(run_at_once(*[lambda: close_silent_tickets(at=later)] * 3)) == [0, 0, 1]
    assert history(ticket) == [Status.NEW, Status.RESOLVED, Status.CLOSED]
