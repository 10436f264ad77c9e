"""A letter with ten questions on the ticket page: split, answered one by one, "2/3" (T6)."""

import pytest
from django.test import Client

from tests.factories import NOW, a_client, a_message, a_project, a_ticket, an_employee, an_item
from tests.plugins.pages import Visit
from tickets.models import LetterItem, Message, Task, Ticket
from workload.models import Employee

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
LETTER = "Hello!\n\n1. Where is it?\n2. When will it be?\n3. Who does it?\n\nBye"


@pytest.fixture
def manager() -> Employee:
    return an_employee("manager")


@pytest.fixture
def letter(manager: Employee) -> Message:
    ticket = a_ticket(a_project(a_client("Kedr Furniture"), manager))
    return a_message(ticket, body_text=LETTER)


@pytest.fixture
def browser(visit: Visit, manager: Employee) -> Client:
    return visit(manager)


def page(browser: Client, letter: Message) -> str:
    return browser.get(f"/tickets/{letter.ticket.number}/").text


def split(browser: Client, letter: Message, *lines: str) -> str:
    return browser.post(f"/messages/{letter.pk}/items/", {"items": "\n".join(lines)}, **HTMX).text


def send(browser: Client, letter: Message, **data: object) -> int:
    return browser.post(f"/tickets/{letter.ticket.number}/reply/", {"body": "So", **data}, **HTMX).status_code


def test_the_split_is_proposed_and_kept(browser: Client, letter: Message) -> None:
    dialog = browser.get(f"/messages/{letter.pk}/items/").text
    assert "1. Where is it?\n2. When will it be?\n3. Who does it?" in dialog
    assert "Proposed from the numbering" in dialog
    pane = split(browser, letter, "1. Where is it?", "", "2) When?")
    assert "0 of 2 points answered" in pane
    assert [item.text for item in letter.items.all()] == ["Where is it?", "When?"]


def test_a_reply_answers_what_is_ticked_and_promises_the_rest_by_its_date(browser: Client, letter: Message) -> None:
    items = [an_item(letter) for _ in range(3)]
    assert send(browser, letter, answers=[items[0].pk], promised_until="2026-11-19T12:00") == 200
    ticket = Ticket.objects.get()
    assert (ticket.answered_item_count, ticket.settled_item_count, ticket.waiting_since) == (1, 3, None)
    shown = page(browser, letter)
    assert "1 of 3 points answered" in shown
    assert f'name="answers" value="{items[0].pk}"' not in shown
    assert f'name="answers" value="{items[1].pk}"' in shown


def test_an_answer_is_kept_for_the_reply(browser: Client, letter: Message) -> None:
    item = an_item(letter)
    pane = browser.post(f"/items/{item.pk}/", {"answer": "By <b>noon</b>"}, **HTMX).text
    assert 'data-item-answer="By &lt;b&gt;noon&lt;/b&gt;"' in pane
    assert "Put the kept answers in" in pane


def test_a_question_is_delegated_as_a_task(browser: Client, letter: Message) -> None:
    item, number = an_item(letter, text="Why is the\nbasket slow?"), letter.ticket.number
    assert f"/tickets/{number}/tasks/new/?item={item.pk}" in browser.get(f"/items/{item.pk}/").text
    dialog = browser.get(f"/tickets/{number}/tasks/new/?item={item.pk}").text
    assert "item 1 of the letter" in dialog and "basket slow?</textarea>" in dialog
    sent = {"item": item.pk, "title": "The basket", "formulation": "Find out", "acceptance_criteria": "It is quick"}
    assert "The basket" in browser.post(f"/tickets/{number}/tasks/new/", sent, **HTMX).text
    item.refresh_from_db()
    ticket = Ticket.objects.get()
    assert (item.state, item.task) == ("delegated", ticket.tasks.get())
    assert (ticket.item_count, ticket.settled_item_count) == (1, 0)
    assert "Delegate as a task" not in browser.get(f"/items/{item.pk}/").text


def test_an_answered_item_or_another_tickets_is_not_delegated(browser: Client, letter: Message) -> None:
    address = f"/tickets/{letter.ticket.number}/tasks/new/"
    sent = {"title": "The basket", "formulation": "Find out", "acceptance_criteria": "It is quick"}
    answered = an_item(letter, state="answered", settled_at=NOW)
    refused = browser.post(address, {**sent, "item": answered.pk}, **HTMX)
    assert (refused.status_code, "answered already" in refused.text) == (422, True)
    foreign = an_item(a_message(a_ticket(letter.ticket.project)))
    assert browser.post(address, {**sent, "item": foreign.pk}, **HTMX).status_code == 404
    assert not Task.objects.exists()


def test_a_question_found_answered(browser: Client, letter: Message) -> None:
    item = an_item(letter)
    refused = browser.post(f"/items/{item.pk}/answered/", **HTMX)
    assert refused.status_code == 409
    assert send(browser, letter) == 200
    assert browser.post(f"/items/{item.pk}/answered/", **HTMX).status_code == 200
    assert LetterItem.objects.get().state == "answered"


def test_what_was_worked_on_is_not_taken_out(browser: Client, letter: Message) -> None:
    an_item(letter, text="Where?", answer_text="Here")
    answer = browser.post(f"/messages/{letter.pk}/items/", {"items": "When?"}, **HTMX)
    assert (answer.status_code, LetterItem.objects.get().text) == (422, "Where?")
    assert "has been worked on" in answer.text


def test_an_item_of_two_lines_keeps_its_words(browser: Client, letter: Message) -> None:
    an_item(letter, text="Where\nis it?", answer_text="Here")
    split(browser, letter, "1. Where is it?", "2. When?")
    assert [item.text for item in letter.items.all()] == ["Where\nis it?", "When?"]


def test_tickets_that_are_no_number_answer_nothing(browser: Client, letter: Message) -> None:
    assert send(browser, letter, answers=["x", "9" * 30]) == 200


@pytest.mark.parametrize("count", [1, 3])
def test_items_take_no_statement_each(browser: Client, letter: Message, statements, count: int) -> None:
    for _ in range(count):
        an_item(letter)
    page(browser, letter)
    assert statements(browser, f"/tickets/{letter.ticket.number}/") == 9


def test_our_own_messages_are_not_split(browser: Client, letter: Message) -> None:
    ours = a_message(letter.ticket, "out", at=NOW)
    assert browser.get(f"/messages/{ours.pk}/items/").status_code == 404
    assert page(browser, letter).count("Split into items") == 1
