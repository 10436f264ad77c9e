"""Handing over tells the client, once and in their language, what to do and until when (W4, T4)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from support_desk.shared.errors import Refused
from support_desk.shared.models import OutboxItem
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_lead, a_message, a_task, a_ticket, viewer
from tickets.actions.silence import close_silent_tickets
from tickets.actions.tasks.moving import move_task
from tickets.domain.tasks import TaskEvent
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ticket() -> Ticket:
    ticket = a_ticket(status="open")
    ticket.client.language = "en"
    ticket.client.save()
    return ticket


@pytest.fixture
def manager(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


def hand_over(ticket: Ticket, by: Viewer, text: str = "") -> Ticket:
    move_task(task=a_task(ticket, status="checked"), event=TaskEvent.HAND_OVER, by=by, at=NOW, text=text)
    return Ticket.objects.get(pk=ticket.pk)


def letters(ticket: Ticket) -> list[Message]:
    return list(ticket.messages.filter(direction="out").order_by("id"))


def test_the_client_is_told_where_to_confirm_and_when_it_closes(ticket: Ticket, manager: Viewer) -> None:
    handed = hand_over(ticket, manager)
    [letter] = letters(ticket)
    assert handed.closes_at is not None
    assert "The work is done." in letter.body_text
    assert f"/portal/tickets/{ticket.number}/" in letter.body_text
    assert f"closes by itself on {handed.closes_at:%d.%m.%Y}" in letter.body_text
    assert (letter.is_automatic, letter.to_addresses) == (True, [ticket.requester_address])
    assert [item.payload for item in OutboxItem.objects.filter(kind="mail.reply")] == [{"message": letter.pk}]


def test_it_is_told_in_the_language_of_the_client(ticket: Ticket, manager: Viewer) -> None:
    ticket.client.language = "ru"
    ticket.client.save()
    handed = hand_over(ticket, manager)
    assert f"{handed.closes_at:%d.%m.%Y}" in letters(ticket)[0].body_text


def test_an_automatic_letter_answers_nobody_who_waits(ticket: Ticket, manager: Viewer) -> None:
    a_message(ticket, at=NOW - DAY)
    handed = hand_over(ticket, manager)
    assert (handed.status, handed.waiting_since) == ("resolved", NOW - DAY)
    assert close_silent_tickets(at=NOW + 30 * DAY) == 0


def test_words_of_the_manager_are_a_reply(ticket: Ticket, manager: Viewer) -> None:
    a_message(ticket, at=NOW - DAY)
    handed = hand_over(ticket, manager, "The banner stands on the left now.")
    [letter] = letters(ticket)
    assert letter.body_text.startswith("The banner stands on the left now.\n\nThe work is done.")
    assert (letter.is_automatic, handed.waiting_since) == (False, None)
    assert close_silent_tickets(at=NOW + 30 * DAY) == 1


def test_while_other_tasks_are_open_only_words_are_sent(ticket: Ticket, manager: Viewer) -> None:
    a_task(ticket, status="submitted")
    assert hand_over(ticket, manager).status == "open"
    assert letters(ticket) == []
    hand_over(ticket, manager, "The first half is there.")
    assert [letter.body_text for letter in letters(ticket)] == ["The first half is there."]


def test_without_an_address_there_is_no_letter(ticket: Ticket, manager: Viewer) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(requester_address="")
    assert hand_over(ticket, manager).status == "resolved"
    assert letters(ticket) == []
    with pytest.raises(Refused) as refused:
        hand_over(ticket, manager, "Look.")
    assert refused.value.field == "text"


def test_who_is_no_client_has_no_portal() -> None:
    lead = a_lead(status="open")
    owner = a_ticket().assignee
    Ticket.objects.filter(pk=lead.pk).update(assignee=owner)
    task = a_task(lead, status="checked", manager=owner)
    move_task(task=task, event=TaskEvent.HAND_OVER, by=viewer(owner), at=NOW)
    assert "/portal/" not in letters(lead)[0].body_text


def test_the_page_asks_for_a_word_and_goes_without(visit, ticket: Ticket) -> None:
    task = a_task(ticket, status="checked")
    browser, place = visit(ticket.assignee), reverse("task-step", args=[task.pk, "hand_over"])
    shown = browser.get(place).content.decode()
    assert "A word to the client" in shown and "closes by itself" in shown
    assert browser.post(place, {"text": ""}).status_code == 200
    assert len(letters(ticket)) == 1
