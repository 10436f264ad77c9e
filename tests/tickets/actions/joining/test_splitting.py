"""A letter that is a matter of its own gets a ticket of its own (T7)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_message, a_ticket, an_attachment, an_item, viewer
from tickets.actions.joining.splitting import split_ticket
from tickets.models import Message, Ticket, TicketLink

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket()


@pytest.fixture
def told(ticket: Ticket) -> list[Message]:
    """A question that was answered, and another that waits."""
    directions = ("in", "out", "in")
    return [a_message(ticket, way, NOW + number * MINUTE) for number, way in enumerate(directions)]


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    assert ticket.assignee
    return viewer(ticket.assignee)


def split(ticket: Ticket, *messages: Message, by: Viewer, subject: str = "Another matter") -> Ticket:
    keys = [message.pk for message in messages]
    return split_ticket(ticket=ticket, messages=keys, subject=subject, by=by, at=NOW + 9 * MINUTE)


def test_the_letter_waits_in_its_own_ticket(ticket: Ticket, told: list[Message], owner: Viewer) -> None:
    an_attachment(told[2])
    an_item(told[2])
    made = split(ticket, told[2], by=owner)
    made.refresh_from_db()
    ticket.refresh_from_db()
    assert (made.subject, made.project, made.requester, made.assignee) == (
        "Another matter", ticket.project, ticket.requester, ticket.assignee,
    )  # fmt: skip
    assert (made.waiting_since, made.message_count, made.item_count) == (told[2].created_at, 1, 1)
    assert (ticket.waiting_since, ticket.message_count, ticket.item_count) == (None, 2, 0)
    assert ticket.last_message_at == told[1].created_at
    moved = made.messages.get()
    assert (moved, moved.moved_from, moved.attachments.count()) == (told[2], ticket, 1)
    link = TicketLink.objects.get()
    assert (link.first, link.second) == (ticket, made)


def test_the_answered_question_leaves_the_waiting_one(ticket: Ticket, told: list[Message], owner: Viewer) -> None:
    made = split(ticket, told[0], told[1], by=owner)
    made.refresh_from_db()
    ticket.refresh_from_db()
    assert (made.waiting_since, ticket.waiting_since) == (None, told[2].created_at)


@pytest.mark.parametrize(
    ("chosen", "subject", "field"),
    [([0, 1, 2], "X", "messages"), ([1], "X", "messages"), ([], "X", "messages"), ([0], " ", "subject")],
)
def test_what_cannot_be_split(
    ticket: Ticket, told: list[Message], owner: Viewer, chosen: list[int], subject: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        split(ticket, *[told[index] for index in chosen], by=owner, subject=subject)
    assert refusal.value.field == field
    assert Ticket.objects.count() == 1


def test_messages_of_another_ticket_stay_there(ticket: Ticket, told: list[Message], owner: Viewer) -> None:
    foreign = a_message(a_ticket())
    with pytest.raises(Refused) as refusal:
        split(ticket, told[0], foreign, by=owner)
    assert refusal.value.field == "messages"
