"""Tools of a ticket on its page: link, merge, split, snooze, colleagues, mentions (T7)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import NOW, a_client, a_message, a_project, a_ticket, a_time_entry, an_employee
from tests.plugins.pages import Visit
from tickets.models import Draft, Project, Ticket, TicketLink
from workload.models import Employee

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def manager() -> Employee:
    return an_employee("manager", name="Anna Sheveleva")


@pytest.fixture
def project(manager: Employee) -> Project:
    return a_project(a_client("Kedr Furniture"), manager)


@pytest.fixture
def ticket(project: Project) -> Ticket:
    return a_ticket(project, subject="One matter")


@pytest.fixture
def browser(visit: Visit, manager: Employee) -> Client:
    return visit(manager)


def press(browser: Client, ticket: Ticket, part: str, **data: object) -> Any:
    return browser.post(f"/tickets/{ticket.number}/{part}/", data, **HTMX)


def test_linked_tickets_show_each_other(browser: Client, ticket: Ticket, project: Project) -> None:
    other = a_ticket(project)
    assert f"/tickets/{other.number}/" in press(browser, ticket, "link", number=other.number).text
    assert f"/tickets/{ticket.number}/" in browser.get(f"/tickets/{other.number}/").text
    press(browser, ticket, f"unlink/{other.number}")
    assert not TicketLink.objects.exists()


def test_a_merged_ticket_leads_on_and_keeps_what_was_written(browser: Client, ticket: Ticket, project: Project) -> None:
    other = a_ticket(project)
    for each, body in ((ticket, "half a letter"), (other, "another")):
        Draft.objects.create(ticket=each, user=project.owner.user, kind="reply", body=body, saved_at=NOW)
    answer = press(browser, ticket, "merge", number=other.number)
    assert json.loads(answer.headers["HX-Location"])["path"] == f"/tickets/{other.number}/"
    page = browser.get(f"/tickets/{ticket.number}/").text
    assert f"merged into {other.number}" in page
    assert f"This ticket goes on in {other.number}" in page
    assert "Reopen" not in page
    assert "half a letter" in page


def told_by(answer: Any) -> dict[str, object]:
    return json.loads(answer.headers["HX-Trigger"])["toast"]


def test_a_merge_is_undone_from_its_toast(browser: Client, ticket: Ticket, project: Project) -> None:
    a_message(ticket)
    other = a_ticket(project)
    undo = told_by(press(browser, ticket, "merge", number=other.number))["undo_url"]
    for _click in range(2):
        answer = browser.post(str(undo), **HTMX)
        assert json.loads(answer.headers["HX-Location"])["path"] == f"/tickets/{ticket.number}/"
        assert "stands by itself again" in str(told_by(answer)["text"])
    assert ticket.messages.count() == 1


def test_a_merge_is_undone_later_from_either_page(browser: Client, ticket: Ticket, project: Project) -> None:
    other = a_ticket(project)
    for place in (ticket, other):
        undo = told_by(press(browser, ticket, "merge", number=other.number))["undo_url"]
        assert str(undo) in browser.get(f"/tickets/{place.number}/").text
        browser.post(str(undo), **HTMX)
        assert str(undo) not in browser.get(f"/tickets/{place.number}/").text


def test_why_a_merge_is_not_undone(browser: Client, ticket: Ticket, project: Project) -> None:
    other = a_ticket(project, status="open")
    undo = told_by(press(browser, ticket, "merge", number=other.number))["undo_url"]
    a_message(other, "out")
    answer = browser.post(str(undo), **HTMX)
    assert answer.status_code == 409
    assert "was answered" in str(told_by(answer)["text"])
    assert browser.post("/merges/99999999/undo/", **HTMX).status_code == 404


def test_the_time_of_a_merged_ticket_is_told(browser: Client, ticket: Ticket, project: Project) -> None:
    other = a_ticket(project)
    for each, minutes in ((ticket, 30), (other, 45)):
        a_time_entry(each, project.owner, actual_minutes=minutes, billable_minutes=minutes)
    press(browser, ticket, "merge", number=other.number)
    page = browser.get(f"/tickets/{other.number}/").text
    assert "1 h 15 min" in page
    assert f"with {ticket.number}, 30 min of the time" in page
    times = browser.get(f"/tickets/{other.number}/times/").text
    assert "1 h 15 min" in times
    assert f"on merged {ticket.number}" in times
    assert f"of it on merged {ticket.number}" in times
    assert "1 h 15 min" not in browser.get(f"/tickets/{ticket.number}/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_times_of_a_ticket_cost_the_same(
    browser: Client, ticket: Ticket, project: Project, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        merged = a_ticket(project, status="closed", closed_at=NOW, merged_into=ticket)
        a_time_entry(merged, project.owner)
    browser.get(f"/tickets/{ticket.number}/times/")
    with django_assert_num_queries(6):
        browser.get(f"/tickets/{ticket.number}/times/")


def test_tickets_of_two_clients_are_not_merged(browser: Client, ticket: Ticket, manager: Employee) -> None:
    other = a_ticket(a_project(owner=manager, department=ticket.department))
    answer = press(browser, ticket, "merge", number=other.number)
    assert (answer.status_code, "two clients" in answer.text) == (422, True)


def test_a_number_that_one_does_not_see(browser: Client, ticket: Ticket) -> None:
    answer = press(browser, ticket, "merge", number=a_ticket().number)
    assert (answer.status_code, "You see no ticket" in answer.text) == (422, True)


def test_split_off_messages_get_a_page_of_their_own(browser: Client, ticket: Ticket) -> None:
    a_message(ticket, body_text="First")
    letter = a_message(ticket, body_text="Second")
    assert "Second" in browser.get(f"/tickets/{ticket.number}/split/").text
    press(browser, ticket, "split", subject="The other matter", messages=[letter.pk])
    letter.refresh_from_db()
    assert letter.ticket.subject == "The other matter"


def test_snoozed_and_brought_back(browser: Client, ticket: Ticket) -> None:
    assert "Snoozed until" in press(browser, ticket, "snooze", until="2026-11-20T09:00").text
    assert "Snoozed until" not in press(browser, ticket, "wake").text
    assert "within a year" in press(browser, ticket, "snooze", until="2020-01-01T09:00").text


def test_a_colleague_who_looks_and_writes_is_shown(browser: Client, ticket: Ticket, visit: Visit) -> None:
    olga = visit(an_employee("operator", department=ticket.department, name="Olga Drozd"))
    olga.get(f"/tickets/{ticket.number}/")
    assert "Olga Drozd is viewing" in browser.get(f"/tickets/{ticket.number}/").text
    olga.post(f"/tickets/{ticket.number}/draft/note/", {"body": "I am on it", "version": 0})
    assert "Olga Drozd is writing" in browser.get(f"/tickets/{ticket.number}/").text


def test_a_change_of_many_is_undone_from_its_toast(browser: Client, project: Project) -> None:
    tickets = [a_ticket(project, status="open") for _ in range(2)]
    data = {"ticket": [each.number for each in tickets], "event": "close"}
    told = json.loads(browser.post("/queue/bulk/", data, **HTMX).headers["HX-Trigger"])["toast"]
    assert set(Ticket.objects.values_list("status", flat=True)) == {"closed"}
    assert browser.post(told["undo_url"], **HTMX).status_code == 204
    assert set(Ticket.objects.values_list("status", flat=True)) == {"open"}
    assert browser.post(told["undo_url"], **HTMX).status_code == 409


def test_a_whole_list_is_changed_as_a_job(browser: Client, project: Project) -> None:
    for _ in range(3):
        a_ticket(project, status="open", created_at=NOW - timedelta(days=1))
    data = {"all": "1", "list": "view=mine", "priority": "3"}
    assert "Change 3 tickets" in browser.get("/queue/bulk/", data, **HTMX).text
    place = browser.post("/queue/bulk/", data, **HTMX).headers["HX-Redirect"]
    assert browser.get(place).status_code == 200


def test_no_answer_needed_is_undone_from_its_toast_and_later_from_the_menu(browser: Client, ticket: Ticket) -> None:
    letter = a_message(ticket)
    told = told_by(press(browser, ticket, "no-answer"))
    assert "Needs an answer after all" in browser.get(f"/tickets/{ticket.number}/").text
    assert browser.post(str(told["undo_url"]), **HTMX).status_code == 204
    ticket.refresh_from_db()
    assert ticket.waiting_since == letter.created_at
    press(browser, ticket, "no-answer")
    assert "The client waits for an answer" in str(told_by(press(browser, ticket, "answer-needed"))["text"])
    assert press(browser, ticket, "answer-needed").status_code == 200
    closed = a_ticket(ticket.project, status="closed", closed_at=NOW)
    assert press(browser, closed, "answer-needed").status_code == 409


def test_of_many_no_answer_is_needed(browser: Client, project: Project) -> None:
    tickets = [a_ticket(project, status="open") for _ in range(2)]
    for each in tickets:
        a_message(each)
    assert "No answer needed" in browser.get("/queue/bulk/", {"ticket": [tickets[0].number]}, **HTMX).text
    data = {"ticket": [each.number for each in tickets], "no_answer": "on"}
    told = json.loads(browser.post("/queue/bulk/", data, **HTMX).headers["HX-Trigger"])["toast"]
    assert not Ticket.objects.filter(waiting_since__isnull=False).exists()
    browser.post(told["undo_url"], **HTMX)
    assert Ticket.objects.filter(waiting_since__isnull=False).count() == 2


def test_who_was_named_and_does_not_see_the_ticket_is_told_of(browser: Client, ticket: Ticket) -> None:
    an_employee("manager", name="Boris Far")
    told = told_by(press(browser, ticket, "note", body="Ask @Boris"))
    assert "do not see this ticket: Boris Far" in str(told["text"])
    assert told_by(press(browser, ticket, "note", body="Ask nobody"))["text"] == "Note kept"
