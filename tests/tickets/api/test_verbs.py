"""The verbs of a ticket."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from support_desk.shared.models import OutboxItem, StoredFile
from tests.factories import NOW, a_contact, a_lead, a_message, a_project, a_ticket, an_employee, an_operation
from tests.factories.api import api_of
from tickets.models import Message, Ticket, TimeEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return an_employee("manager", name="Vera")


@pytest.fixture
def ticket(owner):
    ticket = a_ticket(a_project(owner=owner))
    a_message(ticket, "in", NOW)
    return ticket


def post(employee, ticket, verb, body=None, **kwargs):
    return api_of(employee).post(f"/api/v1/tickets/{ticket.number}/{verb}/", body or {}, **kwargs)


def test_a_reply_waits_in_the_outbox_and_logs_its_time(owner, ticket):
    operation = an_operation(15)
    work = {"operation": operation.code, "minutes": 20, "quantity": "2.00"}
    answer = post(owner, ticket, "reply", {"body": "Done.", "then": "resolve", "work": work})
    assert answer.status_code == 201, answer.json()
    assert answer.json()["direction"] == "out"
    assert answer.json()["ticket"] == ticket.number
    assert answer.json()["author"] == {"id": owner.pk, "name": "Vera"}
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since) == ("resolved", None)
    entry = TimeEntry.objects.get()
    assert (entry.actual_minutes, entry.norm_minutes, entry.message_id) == (20, 30, answer.json()["id"])
    assert OutboxItem.objects.count() == 1


def test_a_reply_may_leave_the_status_alone(owner, ticket):
    assert post(owner, ticket, "reply", {"body": "Soon.", "then": "keep"}).status_code == 201
    ticket.refresh_from_db()
    assert ticket.status == Ticket.objects.get().status
    assert ticket.status != "waiting_client"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"body": ""}, "body"),
        ({"body": "x", "then": "fly"}, "then"),
        ({"body": "x", "promised_until": "2020-01-01T00:00:00Z"}, "promised_until"),
        ({"body": "x", "promised_until": "2099-01-01T00:00:00"}, "promised_until"),
        ({"body": "x", "promised_until": "9999-12-31T23:59:59Z"}, "promised_until"),
        ({"body": "x", "promised_until": "0001-01-01T00:00:00+23:00"}, "promised_until"),
        ({"body": "x", "cc": ["nobody"]}, "cc.0"),
        ({"body": "x", "work": {"minutes": 5}}, "work.operation"),
        ({"body": "x", "work": {"operation": 10**40, "minutes": 5}}, "work.operation"),
        ({"body": "x", "work": 7}, "work"),
        ({"body": "x", "work": {"operation": "absent", "minutes": 5}}, "work.operation"),
        ({"body": "x", "bcc": ["a@b.test"]}, "bcc"),
    ],
)
def test_a_reply_that_cannot_be_sent_names_the_field(owner, ticket, body, field):
    answer = post(owner, ticket, "reply", body)
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert Message.objects.filter(direction="out").count() == 0


@pytest.mark.parametrize("minutes", [0, -5, 1441, 10**12])
def test_impossible_minutes_are_refused_with_their_field(owner, ticket, minutes):
    work = {"operation": an_operation().pk, "minutes": minutes}
    answer = post(owner, ticket, "note", {"body": "x", "work": work})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].endswith("minutes")
    assert not Message.objects.filter(direction="internal").exists()


def test_a_specialist_notes_but_does_not_answer(ticket):
    specialist = an_employee("specialist")
    Ticket.objects.update(assignee=specialist)
    refused = post(specialist, ticket, "reply", {"body": "x"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert post(specialist, ticket, "note", {"body": "Looked at it."}).json()["direction"] == "internal"


def test_a_call_of_ours_is_an_answer(owner, ticket):
    answer = post(owner, ticket, "call", {"body": "Told them.", "is_outgoing": True})
    assert answer.json()["channel"] == "phone"
    ticket.refresh_from_db()
    assert ticket.waiting_since is None


def test_moves_follow_the_table_and_others_are_409(owner, ticket):
    assert post(owner, ticket, "ask-client").json()["status"] == "waiting_client"
    assert post(owner, ticket, "ask-specialist").json()["status"] == "waiting_specialist"
    assert post(owner, ticket, "start").json()["status"] == "open"
    assert post(owner, ticket, "resolve").json()["status"] == "resolved"
    assert post(owner, ticket, "close").json()["status"] == "closed"
    refused = post(owner, ticket, "resolve")
    assert (refused.status_code, refused.json()["code"]) == (409, "illegal_transition")
    assert post(owner, ticket, "reopen").json()["status"] == "open"


def test_marks_of_a_ticket(owner, ticket):
    assert post(owner, ticket, "priority", {"priority": "low"}).json()["priority"] == "low"
    assert post(owner, ticket, "tags", {"tags": ["SEO ", "seo", "ads"]}).json()["tags"] == ["seo", "ads"]
    assert post(owner, ticket, "follow").json()["is_followed"] is True
    assert "unfollow" in post(owner, ticket, "follow").json()["allowed_actions"]
    assert post(owner, ticket, "unfollow").json()["is_followed"] is False
    assert post(owner, ticket, "no-answer-needed").json()["waiting_since"] is None


def test_a_verb_takes_no_fields_that_it_does_not_know(owner, ticket):
    answer = post(owner, ticket, "close", {"status": "open"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "status"


def test_whoever_hands_a_ticket_out_of_sight_gets_204(ticket):
    specialist, colleague = an_employee("specialist"), an_employee("specialist")
    Ticket.objects.update(assignee=specialist)
    answer = post(specialist, ticket, "assign", {"assignee": colleague.pk})
    assert answer.status_code == 204
    assert Ticket.objects.get().assignee == colleague


def test_a_lead_is_placed_by_the_operator():
    head = an_employee("head")
    department = head.headed_departments.get()
    lead, project = a_lead(department), a_project(department=department)
    contact = a_contact(project.client)
    answer = post(head, lead, "place", {"project": project.pk, "requester": contact.pk})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["is_lead"] is False
    assert answer.json()["assignee"]["id"] == project.owner_id


def test_a_contact_goes_on_with_the_ticket(owner, ticket):
    answer = post(owner, ticket, "receive", {"requester": ticket.requester_id, "body": "And one more thing."})
    assert answer.status_code == 201, answer.json()
    assert (answer.json()["direction"], answer.json()["contact"]["id"]) == ("in", ticket.requester_id)
    foreign = a_contact()
    assert post(owner, ticket, "receive", {"requester": foreign.pk, "body": "x"}).status_code == 422


def test_files_come_with_a_form_and_are_listed(owner, ticket):
    files = [SimpleUploadedFile("../план.txt", "привет".encode(), "text/plain"), SimpleUploadedFile("b.bin", b"\x00")]
    form = {"body": "See the files.", "attachments": files, "work.operation": an_operation().code, "work.minutes": "7"}
    answer = post(owner, ticket, "reply", form, format="multipart")
    assert answer.status_code == 201, answer.json()
    first, second = answer.json()["attachments"]
    assert (first["name"], first["size"], first["content_type"]) == ("план.txt", 12, "text/plain")
    assert first["url"] == f"http://testserver/attachments/{first['id']}/"
    assert second["name"] == "b.bin"
    assert TimeEntry.objects.get().actual_minutes == 7


def test_a_refused_form_leaves_no_file(owner, ticket):
    form = {"body": " ", "attachments": [SimpleUploadedFile("a.txt", b"x")]}
    assert post(owner, ticket, "note", form, format="multipart").status_code == 422
    assert not StoredFile.objects.exists()


def test_too_many_files_are_refused(owner, ticket):
    form = {"body": "x", "attachments": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(21)]}
    answer = post(owner, ticket, "note", form, format="multipart")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "attachments")
