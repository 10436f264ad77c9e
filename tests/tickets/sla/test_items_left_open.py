"""A reply that leaves questions open meets the response; the rest waits for the next one (S2, T6)."""

import pytest

from tests.tickets.sla.conftest import Desk
from tickets.actions.items.marking import answered_before, mark_items
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.taking_back import take_back_reply
from tickets.models import LetterItem, Message, SlaPolicy, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(desk: Desk, policy: SlaPolicy) -> Ticket:
    """A letter of two questions."""
    asked = desk.asked()
    mark_items(message=asked.messages.get(), texts=["Where?", "When?"], by=desk.owner, at=desk.at(5))
    return asked


def answer(desk: Desk, ticket: Ticket, minute: int, *questions: str) -> Message:
    chosen = ticket.items.filter(text__in=questions).values_list("pk", flat=True)
    options = ReplyOptions(then=None, items=ItemsOfReply(frozenset(chosen)))
    return reply(ticket=ticket, body="So", by=desk.owner, at=desk.at(minute), options=options)


def responses(desk: Desk, ticket: Ticket) -> list[tuple[str, str]]:
    return [(kind, state) for kind, state in desk.states(ticket) if kind != "resolution"]


def test_the_rest_waits_for_the_next_response(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, "Where?")
    assert responses(desk, ticket) == [("first_response", "met"), ("next_response", "running")]
    assert desk.clock(ticket, "next_response").started_at == desk.at(20)
    answer(desk, ticket, 30, "When?")
    assert responses(desk, ticket) == [("first_response", "met"), ("next_response", "met")]


def test_taking_the_reply_back_takes_its_clock_back(desk: Desk, ticket: Ticket) -> None:
    take_back_reply(message=answer(desk, ticket, 20, "Where?"), by=desk.owner, at=desk.at(20))
    assert responses(desk, ticket) == [("first_response", "running"), ("next_response", "cancelled")]


def test_a_question_found_answered_ends_the_wait(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, "Where?")
    answered_before(item=LetterItem.objects.get(text="When?"), by=desk.owner, at=desk.at(25))
    assert responses(desk, ticket)[-1] == ("next_response", "met")


def test_questions_found_open_wait_from_then_on(desk: Desk, policy: SlaPolicy) -> None:
    asked = desk.asked()
    answer(desk, asked, 10)
    mark_items(message=asked.messages.earliest("id"), texts=["Where?", "When?"], by=desk.owner, at=desk.at(40))
    assert responses(desk, asked) == [("first_response", "met"), ("next_response", "running")]
    assert desk.clock(asked, "next_response").started_at == desk.at(40)
