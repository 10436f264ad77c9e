"""Questions that were promised stay promised until they are answered, whatever else is written (T5, T6, S2)."""

from datetime import datetime

import pytest

from tests.tickets.sla.conftest import Desk
from tickets.actions.items.marking import answered_before, mark_items
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.sla.sweep import sweep
from tickets.actions.taking_back import take_back_reply
from tickets.models import Clock, LetterItem, Message, SlaPolicy, Ticket

pytestmark = pytest.mark.django_db
QUESTIONS = [f"Question {number}?" for number in range(10)]
FRIDAY, MONDAY = 3 * 1440, 6 * 1440


@pytest.fixture
def ticket(desk: Desk, policy: SlaPolicy) -> Ticket:
    """A letter of ten questions."""
    asked = desk.asked()
    mark_items(message=asked.messages.get(), texts=QUESTIONS, by=desk.owner, at=desk.at(5))
    return asked


def answer(
    desk: Desk, ticket: Ticket, minute: float, answered: list[str], promised: list[str] | None = None, until: int = 0
) -> Message:
    keys = dict(ticket.items.values_list("text", "pk"))
    items = ItemsOfReply(*(frozenset(keys[text] for text in texts) for texts in (answered, promised or [])))
    options = ReplyOptions(promised_until=desk.at(until) if until else None, items=items)
    return reply(ticket=ticket, body="So", by=desk.owner, at=desk.at(minute), options=options)


@pytest.fixture
def promised(desk: Desk, ticket: Ticket) -> Ticket:
    """Three answered, seven promised by Friday, then one more answered without a word on the date."""
    answer(desk, ticket, 20, QUESTIONS[:3], QUESTIONS[3:], FRIDAY)
    answer(desk, ticket, 1440, QUESTIONS[3:4])
    return ticket


def promises(ticket: Ticket) -> list[tuple[str, datetime | None, str]]:
    rows = Clock.objects.filter(ticket=ticket, kind="promise").order_by("id")
    return list(rows.values_list("state", "promised_for", "end_reason"))


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_the_next_reply_keeps_what_is_promised(desk: Desk, promised: Ticket) -> None:
    ticket = now(promised)
    assert (ticket.waiting_since, ticket.promised_until, ticket.status) == (None, desk.at(FRIDAY), "open")
    assert promises(ticket) == [("running", desk.at(FRIDAY), "")]
    assert (ticket.next_due_at, ticket.next_due_kind) != (None, "")


def test_on_friday_it_is_broken(desk: Desk, promised: Ticket) -> None:
    assert sweep(at=desk.at(FRIDAY + 1)) > 0
    clock = desk.clock(promised, "promise")
    assert (clock.breached_at, clock.steps.filter(step="breach").count()) == (desk.at(FRIDAY), 1)
    assert now(promised).is_breached


def test_the_last_answer_keeps_the_promise(desk: Desk, promised: Ticket) -> None:
    answer(desk, promised, 1500, QUESTIONS[4:])
    ticket = now(promised)
    assert (ticket.promised_until, ticket.status) == (None, "waiting_client")
    assert promises(ticket) == [("met", desk.at(FRIDAY), "")]


def test_each_time_has_its_own_clock(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, [], QUESTIONS[:5], FRIDAY)
    answer(desk, ticket, 30, [], QUESTIONS[5:], MONDAY)
    assert [(state, until) for state, until, _reason in promises(ticket)] == [
        ("running", desk.at(FRIDAY)), ("running", desk.at(MONDAY)),
    ]  # fmt: skip
    assert now(ticket).promised_until == desk.at(FRIDAY)
    answer(desk, ticket, 40, QUESTIONS[:5])
    assert [state for state, _until, _reason in promises(ticket)] == ["met", "running"]
    assert (now(ticket).promised_until, now(ticket).status) == (desk.at(MONDAY), "open")


def test_a_promise_that_is_put_off_says_so(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, [], QUESTIONS, FRIDAY)
    answer(desk, ticket, 30, [], QUESTIONS, MONDAY)
    assert promises(ticket) == [
        ("cancelled", desk.at(FRIDAY), "promised_again"), ("running", desk.at(MONDAY), ""),
    ]  # fmt: skip


def test_answers_with_a_new_promise_keep_the_old_one(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, [], QUESTIONS[:5], FRIDAY)
    answer(desk, ticket, 30, QUESTIONS[:5], QUESTIONS[5:], MONDAY)
    assert [state for state, _until, _reason in promises(ticket)] == ["met", "running"]


def test_a_promise_by_the_same_time_is_one(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, [], QUESTIONS[:5], FRIDAY)
    answer(desk, ticket, 30, [], QUESTIONS[5:], FRIDAY)
    assert promises(ticket) == [("running", desk.at(FRIDAY), "")]


def test_what_is_taken_back_keeps_no_promise(desk: Desk, promised: Ticket) -> None:
    message = answer(desk, promised, 1500, QUESTIONS[4:])
    take_back_reply(message=message, by=desk.owner, at=desk.at(1500.1))
    ticket = now(promised)
    assert (ticket.promised_until, ticket.status) == (desk.at(FRIDAY), "open")
    assert promises(ticket) == [("running", desk.at(FRIDAY), "")]


def test_questions_found_answered_keep_the_promise(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, [], QUESTIONS, FRIDAY)
    answer(desk, ticket, 30, [])
    for item in LetterItem.objects.order_by("position")[:9]:
        answered_before(item=item, by=desk.owner, at=desk.at(40))
    assert promises(ticket) == [("running", desk.at(FRIDAY), "")]
    answered_before(item=LetterItem.objects.get(text=QUESTIONS[9]), by=desk.owner, at=desk.at(41))
    assert promises(ticket) == [("met", desk.at(FRIDAY), "")]
    assert now(ticket).promised_until is None


def test_a_last_open_question_found_answered_leaves_the_promised_ones(desk: Desk, ticket: Ticket) -> None:
    answer(desk, ticket, 20, [], QUESTIONS[1:], FRIDAY)
    answered_before(item=LetterItem.objects.get(text=QUESTIONS[0]), by=desk.owner, at=desk.at(30))
    assert (now(ticket).waiting_since, now(ticket).promised_until) == (None, desk.at(FRIDAY))
    assert promises(ticket) == [("running", desk.at(FRIDAY), "")]
