"""Tickets tied together, taken apart and put out of sight by the API (T6, T7)."""

from datetime import timedelta

import pytest

from support_desk.shared import clock
from tests.factories import NOW, a_message, a_project, a_ticket, a_time_entry, an_employee, an_item
from tests.factories.api import api_of
from tickets.models import LetterItem, Ticket, TicketLink, TicketMerge

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return an_employee("manager")


@pytest.fixture
def project(owner):
    return a_project(owner=owner)


@pytest.fixture
def ticket(project):
    return a_ticket(project)


def post(employee, ticket, verb, body=None):
    return api_of(employee).post(f"/api/v1/tickets/{ticket.number}/{verb}/", body or {})


def test_merging_answers_with_the_ticket_that_goes_on(owner, project, ticket):
    other = a_ticket(project)
    answer = post(owner, ticket, "merge", {"number": other.number})
    assert (answer.status_code, answer.json()["number"]) == (200, other.number)
    shown = api_of(owner).get(f"/api/v1/tickets/{ticket.number}/").json()
    assert (shown["merged_into"], shown["status"]) == (other.number, "closed")
    assert "unmerge" in shown["allowed_actions"]
    assert "reopen" not in shown["allowed_actions"]


def test_a_merge_is_undone_and_a_second_time_refused(owner, project, ticket):
    other = a_ticket(project)
    post(owner, ticket, "merge", {"number": other.number})
    answer = post(owner, ticket, "unmerge")
    assert (answer.status_code, answer.json()["number"], answer.json()["merged_into"]) == (200, ticket.number, None)
    again = post(owner, ticket, "unmerge")
    assert (again.status_code, "not merged" in again.json()["detail"]) == (409, True)


def test_who_works_on_one_alone_undoes_no_merge(owner, project, ticket):
    foreign = a_ticket(a_project(project.client))
    ticket.status, ticket.closed_at, ticket.merged_into = "closed", NOW, foreign
    ticket.save()
    TicketMerge.objects.create(source=ticket, target=foreign, merged_at=NOW)
    assert post(owner, ticket, "unmerge").status_code == 404


def test_time_of_merged_tickets_is_counted(owner, project, ticket):
    other = a_ticket(project)
    for each, minutes in ((ticket, 30), (other, 45)):
        a_time_entry(each, owner, actual_minutes=minutes, billable_minutes=minutes)
    shown = post(owner, ticket, "merge", {"number": other.number}).json()
    assert shown["logged_minutes"] == 75
    assert shown["merged"] == [{"number": ticket.number, "logged_minutes": 30}]
    entries = api_of(owner).get(f"/api/v1/time-entries/?ticket={ticket.number}").json()["results"]
    assert [entry["actual_minutes"] for entry in entries] == [30]


@pytest.mark.parametrize("verb", ["merge", "link"])
def test_a_foreign_ticket_is_not_there(owner, ticket, verb):
    answer = post(owner, ticket, verb, {"number": a_ticket().number})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "number")


def test_splitting_answers_with_the_new_ticket(owner, ticket):
    a_message(ticket)
    letter = a_message(ticket)
    answer = post(owner, ticket, "split", {"messages": [letter.pk], "subject": "Another matter"})
    assert (answer.status_code, answer.json()["subject"]) == (201, "Another matter")
    letter.refresh_from_db()
    assert letter.ticket.number == answer.json()["number"]


def test_links_come_and_go(owner, project, ticket):
    other = a_ticket(project)
    for verb, count in (("link", 1), ("link", 1), ("unlink", 0)):
        assert post(owner, ticket, verb, {"number": other.number}).status_code == 200
        assert TicketLink.objects.count() == count


def test_snoozed_and_woken(owner, ticket):
    until = (NOW + timedelta(days=365 * 30)).isoformat()
    assert post(owner, ticket, "snooze", {"until": until}).status_code == 422
    ticket.refresh_from_db()
    assert ticket.snoozed_until is None
    assert post(owner, ticket, "wake").status_code == 200


def test_items_are_marked_and_answered(owner, ticket):
    letter = a_message(ticket)
    answer = post(owner, ticket, "items", {"message": letter.pk, "texts": ["Where?", "When?"]})
    assert (answer.status_code, answer.json()["item_count"]) == (200, 2)
    keys = list(LetterItem.objects.values_list("pk", flat=True))
    assert post(owner, ticket, "reply", {"body": "Here", "answers": keys[:1]}).status_code == 201
    found = Ticket.objects.get(pk=ticket.pk)
    assert (found.answered_item_count, found.waiting_since) == (1, letter.created_at)


def test_items_of_another_ticket_are_refused(owner, project, ticket):
    item = an_item(a_message(a_ticket(project)))
    answer = post(owner, ticket, "items", {"message": item.message_id, "texts": ["Where?"]})
    assert answer.status_code == 422
    assert item.message.items.get() == item


def test_snoozed_until_a_day_and_woken(owner, ticket):
    until = clock.now() + timedelta(days=1)
    answer = post(owner, ticket, "snooze", {"until": until.isoformat()})
    assert (answer.status_code, answer.json()["snoozed_until"]) == (200, until.isoformat().replace("+00:00", "Z"))
    assert post(owner, ticket, "wake").json()["snoozed_until"] is None


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "2026-12-01T10:00:00", "soon", None])
def test_not_snoozed_until_a_time_that_cannot_be(owner, ticket, until):
    answer = post(owner, ticket, "snooze", {"until": until})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "until")


def test_who_waits_is_not_snoozed_and_a_promise_lets_it_be(owner, ticket):
    until = (clock.now() + timedelta(days=1)).isoformat()
    a_message(ticket)
    assert "client waits" in post(owner, ticket, "snooze", {"until": until}).json()["detail"]
    post(owner, ticket, "reply", {"body": "Tomorrow", "promised_until": until})
    assert post(owner, ticket, "snooze", {"until": until}).status_code == 200


def test_no_answer_needed_and_needed_after_all(owner, ticket):
    letter = a_message(ticket)
    assert post(owner, ticket, "no-answer-needed").json()["waiting_since"] is None
    shown = api_of(owner).get(f"/api/v1/tickets/{ticket.number}/").json()
    assert "answer-needed" in shown["allowed_actions"]
    again = post(owner, ticket, "answer-needed").json()
    assert (again["waiting_since"] is not None, "no-answer-needed" in again["allowed_actions"]) == (True, True)
    ticket.refresh_from_db()
    assert ticket.waiting_since == letter.created_at
    post(owner, ticket, "reply", {"body": "Here"})
    assert post(owner, ticket, "answer-needed").status_code == 409


def test_a_note_says_who_was_named_and_not_told(owner, ticket):
    an_employee("manager", name="Boris Far")
    an_employee("operator", department=ticket.department, name="Olga Drozd")
    for name in ("Ilya Brandt", "Ilya Gareev"):
        an_employee("manager", name=name)
    noted = post(owner, ticket, "note", {"body": "@Boris and @Olga, look"})
    assert (noted.status_code, noted.json()["not_told"]) == (201, ["Boris Far"])
    unclear = post(owner, ticket, "note", {"body": "@Ilya"})
    assert (unclear.status_code, unclear.json()["errors"][0]["field"]) == (422, "body")
    assert post(owner, ticket, "note", {"body": "nobody"}).json()["not_told"] == []
