"""Questions of a letter: who waits until the last is answered or promised (T5, T6)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_message, a_task, a_ticket, an_employee, viewer
from tickets.actions.items.marking import answered_before, mark_items, write_item_answer
from tickets.actions.items.settling import ItemsOfReply, delegate_item
from tickets.actions.locks import lock_ticket
from tickets.actions.needing_answer import no_answer_needed
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.taking_back import take_back_reply
from tickets.models import LetterItem, Message, Ticket

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
QUESTIONS = ["Where?", "When?", "Who?"]


@pytest.fixture
def letter() -> Message:
    return a_message(a_ticket())


@pytest.fixture
def owner(letter: Message) -> Viewer:
    assert letter.ticket.assignee
    return viewer(letter.ticket.assignee)


@pytest.fixture
def items(letter: Message, owner: Viewer) -> list[LetterItem]:
    return mark_items(message=letter, texts=QUESTIONS, by=owner, at=NOW)


def answer(letter: Message, by: Viewer, minute: int = 1, **settled: object) -> Message:
    promise = settled.pop("until", None)
    chosen = ItemsOfReply(**{name: frozenset(one.pk for one in rows) for name, rows in settled.items()})  # type: ignore[attr-defined, arg-type]  # lists of items
    options = ReplyOptions(items=chosen, promised_until=promise)  # type: ignore[arg-type]  # an instant
    return reply(ticket=letter.ticket, body="So", by=by, at=NOW + minute * MINUTE, options=options)


def now(letter: Message) -> Ticket:
    return Ticket.objects.get(pk=letter.ticket_id)


def figures(letter: Message) -> tuple[int, int, int]:
    ticket = now(letter)
    return ticket.answered_item_count, ticket.settled_item_count, ticket.item_count


def test_the_client_waits_until_every_item_is_answered(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    answer(letter, owner, answered=items[:2])
    assert (figures(letter), now(letter).waiting_since, now(letter).status) == ((2, 2, 3), NOW, "open")
    answer(letter, owner, 2, answered=items[2:])
    assert (figures(letter), now(letter).waiting_since) == ((3, 3, 3), None)
    assert now(letter).status == "waiting_client"


def test_a_reply_that_names_no_item_leaves_them_all(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    answer(letter, owner)
    assert (figures(letter), now(letter).waiting_since) == ((0, 0, 3), NOW)


def test_a_promised_item_waits_no_longer(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    answer(letter, owner, answered=items[:1], promised=items[1:], until=NOW + DAY)
    assert (figures(letter), now(letter).waiting_since) == ((1, 3, 3), None)
    assert {item.promised_until for item in LetterItem.objects.filter(state="promised")} == {NOW + DAY}


def test_a_date_promises_whatever_is_left(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    rest = ItemsOfReply(frozenset({items[0].pk}), promises_rest=True)
    options = ReplyOptions(items=rest, promised_until=NOW + DAY)
    reply(ticket=letter.ticket, body="So", by=owner, at=NOW + MINUTE, options=options)
    assert figures(letter) == (1, 3, 3)


def test_a_delegated_item_still_waits(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    ticket = lock_ticket(letter.ticket, by=owner)
    delegate_item(ticket, items[0], a_task(ticket))
    answer(letter, owner, answered=items[1:])
    assert (figures(letter), now(letter).waiting_since) == ((2, 2, 3), NOW)


def test_what_is_taken_back_was_never_answered(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    answer(letter, owner, promised=items[:1], until=NOW + DAY)
    message = answer(letter, owner, 2, answered=items)
    take_back_reply(message=message, by=owner, at=NOW + 3 * MINUTE)
    assert figures(letter) == (0, 1, 3)
    assert now(letter).waiting_since == NOW
    first = LetterItem.objects.get(pk=items[0].pk)
    assert (first.state, first.promised_until, first.answered_by) == ("promised", NOW + DAY, None)


def test_taking_the_promise_back_opens_its_items(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    message = answer(letter, owner, promised=items, until=NOW + DAY)
    take_back_reply(message=message, by=owner, at=NOW + 2 * MINUTE)
    assert (figures(letter), now(letter).waiting_since) == ((0, 0, 3), NOW)
    assert {item.state for item in LetterItem.objects.all()} == {"open"}


def test_marking_an_answered_letter_makes_the_client_wait_again(letter: Message, owner: Viewer) -> None:
    answer(letter, owner)
    assert now(letter).waiting_since is None
    mark_items(message=letter, texts=QUESTIONS, by=owner, at=NOW + 2 * MINUTE)
    assert now(letter).waiting_since == NOW
    for item in LetterItem.objects.all():
        answered_before(item=item, by=owner, at=NOW + 3 * MINUTE)
    assert (figures(letter), now(letter).waiting_since) == ((3, 3, 3), None)


def test_a_letter_with_open_questions_needs_an_answer(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    answer(letter, owner, answered=items[:2])
    with pytest.raises(Refused, match="Questions of the letter are open"):
        no_answer_needed(ticket=letter.ticket, by=owner, at=NOW + 2 * MINUTE)
    assert now(letter).waiting_since == NOW


def test_items_are_marked_anew_around_those_worked_on(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    write_item_answer(item=items[1], text="Tomorrow", by=owner, at=NOW)
    again = mark_items(message=letter, texts=["Why?", "When?"], by=owner, at=NOW)
    assert [(item.position, item.text, item.answer_text) for item in again] == [
        (1, "Why?", ""),
        (2, "When?", "Tomorrow"),
    ]
    assert figures(letter) == (0, 0, 2)
    with pytest.raises(Refused, match="Item 2 has been worked on"):
        mark_items(message=letter, texts=["Why?"], by=owner, at=NOW)
    assert figures(letter) == (0, 0, 2)


def test_marking_the_same_again_changes_nothing(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    assert mark_items(message=letter, texts=[*QUESTIONS, QUESTIONS[0], " "], by=owner, at=NOW) == items


@pytest.mark.parametrize(
    ("texts", "words"), [(["x"] * 1 + [str(n) for n in range(50)], "At most 50"), (["x" * 4001], "4,000")]
)
def test_what_is_no_item(letter: Message, owner: Viewer, texts: list[str], words: str) -> None:
    with pytest.raises(Refused, match=words):
        mark_items(message=letter, texts=texts, by=owner, at=NOW)


def test_only_a_clients_letter_is_split(letter: Message, owner: Viewer) -> None:
    ours = a_message(letter.ticket, "out")
    with pytest.raises(Refused, match="client’s letter"):
        mark_items(message=ours, texts=QUESTIONS, by=owner, at=NOW)


def test_an_item_is_answered_once(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    answer(letter, owner, answered=items)
    with pytest.raises(Refused) as refusal:
        answer(letter, owner, 2, answered=items[:1])
    assert refusal.value.field == "items"
    with pytest.raises(Refused, match="answered already"):
        write_item_answer(item=items[0], text="Late", by=owner, at=NOW)


def test_items_of_another_ticket_are_not_touched(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    other = a_message(a_ticket(letter.ticket.project))
    with pytest.raises(Refused) as refusal:
        answer(other, owner, answered=items)
    assert refusal.value.field == "items"
    assert figures(letter) == (0, 0, 3)


def test_a_promise_of_items_has_a_date(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    with pytest.raises(Refused) as refusal:
        answer(letter, owner, promised=items)
    assert refusal.value.field == "promised_until"


def test_before_a_reply_nothing_was_answered(letter: Message, owner: Viewer, items: list[LetterItem]) -> None:
    with pytest.raises(Refused, match="Nothing has been sent"):
        answered_before(item=items[0], by=owner, at=NOW)


def test_a_specialist_splits_nothing(letter: Message) -> None:
    specialist = an_employee("specialist", department=letter.ticket.department)
    letter.ticket.assignee = specialist
    letter.ticket.save()
    with pytest.raises(NotAllowed):
        mark_items(message=letter, texts=QUESTIONS, by=viewer(specialist), at=NOW)
