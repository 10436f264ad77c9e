"""A bare thank-you to a closed ticket does not reopen it (T5), and counts nowhere (S2)."""

import pytest

from tests.factories import a_task
from tests.tickets.sla.conftest import Desk
from tickets.actions.moving import move_ticket
from tickets.actions.needing_answer import answer_needed, no_answer_needed
from tickets.actions.replying import ReplyOptions, reply
from tickets.domain.statuses import Event
from tickets.models import Clock, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(desk: Desk) -> Ticket:
    ticket = desk.asked()
    reply(ticket=ticket, body="Done", by=desk.owner, at=desk.at(10), options=ReplyOptions(then=Event.RESOLVE))
    return move_ticket(ticket=ticket, event=Event.CLOSE, by=desk.owner, at=desk.at(20))


def test_thanks_close_the_ticket_again(desk: Desk, closed: Ticket) -> None:
    desk.asked(1440, closed)
    assert Ticket.objects.get().status == "open"
    ticket = no_answer_needed(ticket=closed, by=desk.owner, at=desk.at(1450))
    assert (ticket.status, ticket.waiting_since, ticket.closed_at) == ("closed", None, desk.at(1450))
    assert [change.event for change in ticket.status_changes.order_by("id")][-2:] == ["reopen", "close"]


def test_nothing_of_it_is_counted(desk: Desk, closed: Ticket) -> None:
    desk.asked(1440, closed)
    no_answer_needed(ticket=closed, by=desk.owner, at=desk.at(1450))
    rows = Clock.objects.filter(started_at__gte=desk.at(1440)).values_list("state", "end_reason")
    assert set(rows) == {("cancelled", "no_answer_needed")}
    assert not Clock.objects.unfinished().exists()


def test_a_letter_after_the_thanks_opens_it(desk: Desk, closed: Ticket) -> None:
    desk.asked(1440, closed)
    no_answer_needed(ticket=closed, by=desk.owner, at=desk.at(1450))
    ticket = desk.asked(1500, closed)
    assert (ticket.status, ticket.waiting_since) == ("open", desk.at(1500))


@pytest.mark.parametrize("event", [Event.ASK_SPECIALIST, Event.START])
def test_a_ticket_that_somebody_works_on_stays_open(desk: Desk, closed: Ticket, event: Event) -> None:
    """Taken up since, or opened by one of us before the thanks came."""
    if event is Event.START:
        move_ticket(ticket=closed, event=Event.REOPEN, by=desk.owner, at=desk.at(1430))
    desk.asked(1440, closed)
    if event is Event.ASK_SPECIALIST:
        move_ticket(ticket=closed, event=event, by=desk.owner, at=desk.at(1445))
    assert no_answer_needed(ticket=closed, by=desk.owner, at=desk.at(1450)).status != "closed"


def test_a_ticket_with_work_left_stays_open(desk: Desk, closed: Ticket) -> None:
    desk.asked(1440, closed)
    a_task(closed, status="submitted")
    assert no_answer_needed(ticket=closed, by=desk.owner, at=desk.at(1450)).status == "open"


def test_a_thank_you_while_the_work_goes_on_only_ends_the_wait(desk: Desk) -> None:
    ticket = desk.asked()
    ended = no_answer_needed(ticket=ticket, by=desk.owner, at=desk.at(5))
    assert (ended.status, ended.waiting_since) == ("new", None)
    assert no_answer_needed(ticket=ticket, by=desk.owner, at=desk.at(6)).waiting_since is None


def test_a_closing_that_was_a_mistake_is_undone(desk: Desk, closed: Ticket) -> None:
    desk.asked(1440, closed)
    no_answer_needed(ticket=closed, by=desk.owner, at=desk.at(1450))
    ticket = answer_needed(ticket=closed, by=desk.owner, at=desk.at(1460))
    assert (ticket.status, ticket.waiting_since) == ("open", desk.at(1440))
    assert set(Clock.objects.unfinished().values_list("kind", flat=True)) == {"next_response", "resolution"}
