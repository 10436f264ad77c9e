"""T2, T4, T5: who waits stays known through closing, silence, machines and mail that comes late."""

from datetime import timedelta

import pytest

from support_desk.invariants.waiting import check
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_lead, a_message, a_ticket, contact_viewer, viewer
from tickets.actions.messages import add_message
from tickets.actions.moving import move_ticket
from tickets.actions.notes import log_call
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.silence import close_silent_tickets
from tickets.domain.statuses import Event
from tickets.models import Channel, Message, Ticket

pytestmark = pytest.mark.django_db
ASKED, MINUTE, DAY = NOW - timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def ticket() -> Ticket:
    """A client waits for an answer since an hour."""
    ticket = a_ticket()
    a_message(ticket, "in", at=ASKED)
    return ticket


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


@pytest.mark.parametrize("is_client", [True, False])
def test_who_waited_waits_again_when_the_ticket_is_reopened(ticket: Ticket, owner: Viewer, is_client: bool) -> None:
    move_ticket(ticket=ticket, event=Event.CLOSE, by=owner, at=NOW)
    by = contact_viewer(ticket.requester) if is_client else owner
    reopened = move_ticket(ticket=ticket, event=Event.REOPEN, by=by, at=NOW + DAY)
    assert (reopened.waiting_since, reopened.operator_at) == (ASKED, ASKED)
    assert list(check()) == []


def test_nobody_waits_again_who_had_an_answer(ticket: Ticket, owner: Viewer) -> None:
    reply(ticket=ticket, body="Here", by=owner, at=NOW, options=ReplyOptions(Event.CLOSE))
    assert move_ticket(ticket=ticket, event=Event.REOPEN, by=owner, at=NOW + DAY).waiting_since is None


def test_silence_closes_nothing_while_a_client_waits_and_counts_from_the_answer(ticket: Ticket, owner: Viewer) -> None:
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=owner, at=NOW)
    assert close_silent_tickets(at=NOW + 30 * DAY) == 0
    log_call(ticket=ticket, body="It is done", by=owner, at=NOW + 30 * DAY, is_outgoing=True)
    assert close_silent_tickets(at=NOW + 31 * DAY) == 0
    assert close_silent_tickets(at=NOW + 40 * DAY) == 1


@pytest.mark.parametrize("has_client", [True, False])
def test_a_person_who_answers_a_machines_ticket_makes_it_a_matter(has_client: bool) -> None:
    machine = {"is_automatic": True, "is_lead": False}
    ticket = a_ticket(**machine) if has_client else a_lead(**machine)
    written = {"direction": Message.Direction.INBOUND, "channel": Channel.EMAIL, "by": Viewer.system(NOW), "at": NOW}
    add_message(ticket=ticket, author_name="Robot", body_text="Away", is_automatic=True, **written)
    assert (ticket.is_automatic, ticket.waiting_since) == (True, None)
    add_message(ticket=ticket, author_name="Anna", body_text="I am back", **written)
    ticket.refresh_from_db()
    assert (ticket.is_automatic, ticket.is_lead, ticket.waiting_since) == (False, not has_client, NOW)


def test_an_answer_that_comes_late_leaves_the_promise_made_since(ticket: Ticket, owner: Viewer) -> None:
    options = ReplyOptions(promised_until=NOW + DAY)
    reply(ticket=ticket, body="Tomorrow", by=owner, at=NOW + 5 * MINUTE, options=options)
    log_call(ticket=ticket, body="We spoke", by=owner, at=NOW, is_outgoing=True)
    ticket.refresh_from_db()
    assert (ticket.promised_until, ticket.waiting_since) == (NOW + DAY, None)
