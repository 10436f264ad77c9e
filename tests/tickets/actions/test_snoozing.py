"""A ticket that is out of sight until a day comes back by itself, or when the client writes (T7)."""

from datetime import datetime, timedelta

import pytest

from support_desk.shared import due
from support_desk.shared.errors import Refused
from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import NOW, a_message, a_ticket, viewer
from tickets.actions.receiving import Letter, receive_further_message
from tickets.actions.snoozing import LONGEST, snooze, wake, wake_due
from tickets.models import Channel, Ticket

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket()


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    assert ticket.assignee
    return viewer(ticket.assignee)


def until(ticket: Ticket) -> datetime | None:
    return Ticket.objects.values_list("snoozed_until", flat=True).get(pk=ticket.pk)


def test_it_comes_back_on_its_day_and_says_so_once(ticket: Ticket, owner: Viewer) -> None:
    snooze(ticket=ticket, until=NOW + DAY, by=owner, at=NOW)
    assert wake_due(at=NOW + DAY - timedelta(seconds=1)) == 0
    assert due.run("ticket.wake", at=NOW + DAY) == 1
    assert due.run("ticket.wake", at=NOW + DAY) == 0
    assert until(ticket) is None
    assert [notice.user_id for notice in Notice.objects.filter(kind="ticket.woken")] == [owner.user_id]


def test_the_client_wakes_it(ticket: Ticket, owner: Viewer) -> None:
    snooze(ticket=ticket, until=NOW + DAY, by=owner, at=NOW)
    assert ticket.requester
    receive_further_message(
        ticket=ticket, contact=ticket.requester, letter=Letter("Hello?"), channel=Channel.API, by=owner, at=NOW
    )
    assert until(ticket) is None


def test_somebody_wakes_it(ticket: Ticket, owner: Viewer) -> None:
    snooze(ticket=ticket, until=NOW + DAY, by=owner, at=NOW)
    wake(ticket=ticket, by=owner, at=NOW)
    assert until(ticket) is None


@pytest.mark.parametrize("moment", [NOW, NOW - DAY, NOW + LONGEST + DAY])
def test_a_day_that_cannot_be(ticket: Ticket, owner: Viewer, moment: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        snooze(ticket=ticket, until=moment, by=owner, at=NOW)
    assert refusal.value.field == "until"


def test_a_waiting_client_is_not_put_out_of_sight(ticket: Ticket, owner: Viewer) -> None:
    a_message(ticket)
    with pytest.raises(Refused, match="client waits"):
        snooze(ticket=ticket, until=NOW + DAY, by=owner, at=NOW)


def test_what_is_closed_is_out_of_sight(owner: Viewer, ticket: Ticket) -> None:
    closed = a_ticket(ticket.project, status="closed", closed_at=NOW)
    with pytest.raises(Refused, match="out of sight"):
        snooze(ticket=closed, until=NOW + DAY, by=owner, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_bring_it_back_once() -> None:
    ticket = a_ticket(snoozed_until=NOW + DAY)
    ticket.snoozed_by = ticket.assignee
    ticket.save()
    woken = run_at_once(lambda: wake_due(at=NOW + DAY), lambda: wake_due(at=NOW + DAY))
    assert sum(woken) == 1
    assert Notice.objects.filter(kind="ticket.woken").count() == 1
