"""Tickets over the API: what is seen, how it is narrowed, how one is opened."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_department,
    a_lead,
    a_message,
    a_project,
    a_ticket,
    an_employee,
)
from tests.factories.api import api_of
from tickets.models import Message, Priority, Ticket

pytestmark = pytest.mark.django_db


def numbers(client, query=""):
    answer = client.get(f"/api/v1/tickets/{query}")
    assert answer.status_code == 200, answer.json()
    return [row["number"] for row in answer.json()["results"]]


def test_a_manager_lists_the_tickets_of_own_projects_newest_first():
    owner = an_employee("manager")
    project = a_project(owner=owner)
    first, second = a_ticket(project), a_ticket(project)
    a_ticket()
    assert numbers(api_of(owner)) == [second.number, first.number]


def test_a_foreign_ticket_is_404_like_an_absent_one():
    owner = an_employee("manager")
    foreign = a_ticket(subject="The canary sings")
    client = api_of(owner)
    for number in (foreign.number, 99_999_999, 999_999_999_999_999_999):
        answer = client.get(f"/api/v1/tickets/{number}/")
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"
        assert "canary" not in answer.content.decode()
    assert client.post(f"/api/v1/tickets/{foreign.number}/note/", {"body": "x"}).status_code == 404
    assert client.get(f"/api/v1/tickets/{foreign.number}/messages/").status_code == 404


def test_a_ticket_is_shown_with_offsets_names_and_what_may_be_done():
    owner = an_employee("manager", name="Vera")
    ticket = a_ticket(a_project(owner=owner), priority=Priority.URGENT, tags=["seo"])
    a_message(ticket, "in", NOW)
    body = api_of(owner).get(f"/api/v1/tickets/{ticket.number}/").json()
    assert body["priority"] == "urgent"
    assert body["status"] == "new"
    assert body["waiting_since"] == "2026-11-18T09:00:00Z"
    assert body["assignee"] == {"id": owner.pk, "name": "Vera"}
    assert body["client"] == {"id": ticket.client_id, "name": ticket.client.name}
    assert body["requester"]["id"] == ticket.requester_id
    assert body["tags"] == ["seo"]
    assert body["is_followed"] is False
    assert body["allowed_actions"] == [
        "reply",
        "call",
        "note",
        "receive",
        "start",
        "ask-client",
        "ask-specialist",
        "resolve",
        "close",
        "assign",
        "priority",
        "tags",
        "no-answer-needed",
        "follow",
    ]


def test_what_may_be_done_follows_role_and_status():
    head = an_employee("head")
    department = head.headed_departments.get()
    specialist = an_employee("specialist", department=department)
    ticket = a_ticket(a_project(department=department), assignee=specialist, status="closed", closed_at=NOW)
    path = f"/api/v1/tickets/{ticket.number}/"
    of_specialist = api_of(specialist).get(path).json()["allowed_actions"]
    assert of_specialist == ["note", "receive", "reopen", "assign", "priority", "tags", "follow"]
    of_head = api_of(head).get(path).json()["allowed_actions"]
    assert of_head == ["call", "note", "receive", "reopen", "assign", "priority", "tags", "follow"]
    director = api_of(an_employee("director"))
    assert director.get(path).json()["allowed_actions"] == ["follow"]


def test_filters_narrow_the_list():
    head = an_employee("head")
    department = head.headed_departments.get()
    project = a_project(department=department)
    urgent = a_ticket(project, priority=Priority.URGENT, subject="Счета за октябрь")
    tagged = a_ticket(project, tags=["seo", "ads"], assignee=None)
    lead = a_lead(department)
    closed = a_ticket(project, status="closed", closed_at=NOW, created_at=NOW - timedelta(days=9))
    a_message(urgent, "in", NOW)
    client = api_of(head)
    assert numbers(client, "?priority=urgent") == [urgent.number]
    assert numbers(client, "?priority=4") == [urgent.number]
    assert numbers(client, "?tag=ADS") == [tagged.number]
    assert numbers(client, "?lead=1") == [lead.number]
    assert numbers(client, "?status=closed") == [closed.number]
    assert numbers(client, "?live=0") == [closed.number]
    assert numbers(client, "?unanswered=true") == [urgent.number]
    assert numbers(client, f"?project={project.pk}&unassigned=1") == [tagged.number]
    assert numbers(client, "?q=счетов") == [urgent.number]
    assert numbers(client, "?created_before=2026-11-10T00:00:00%2B03:00") == [closed.number]


def test_what_is_due_and_what_is_broken_can_be_asked_for():
    head = an_employee("head")
    project = a_project(department=head.headed_departments.get())
    broken, due, later = (
        a_ticket(project, next_due_at=NOW + timedelta(hours=hours), next_due_kind="resolution", is_breached=hours < 0)
        for hours in (-1, 1, 2)
    )
    a_ticket(project)
    client, bound = api_of(head), (NOW + timedelta(hours=2)).isoformat().replace("+", "%2B")
    assert set(numbers(client, f"?due_before={bound}")) == {broken.number, due.number}
    assert numbers(client, "?breached=1") == [broken.number]
    assert later.number in numbers(client, "?breached=0")


def test_a_client_of_others_filters_to_nothing():
    owner = an_employee("manager")
    a_ticket(a_project(owner=owner))
    foreign = a_ticket()
    assert numbers(api_of(owner), f"?client={foreign.client_id}") == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("staus=new", "staus"),
        ("status=fresh", "status"),
        ("priority=9", "priority"),
        ("client=x", "client"),
        ("client=99999999999999999999999", "client"),
        ("lead=perhaps", "lead"),
        ("created_after=2026-11-10T00:00:00", "created_after"),
        ("created_after=yesterday", "created_after"),
        ("ordering=subject", "ordering"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=%D9%A3", "limit"),
        ("count=yes", "count"),
        ("cursor=abc", "cursor"),
        ("cursor=%00", "cursor"),
        ("q=%00", "q"),
        ("format=xml", "format"),
    ],
)
def test_a_bad_parameter_is_refused_with_its_name(query, field):
    answer = api_of(an_employee("manager")).get(f"/api/v1/tickets/?{query}")
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert all(error["message"] for error in answer.json()["errors"])


def test_opening_a_ticket_for_a_contact():
    owner = an_employee("manager")
    project = a_project(owner=owner)
    contact = a_contact(project.client, "client@example.test", name="Olga")
    body = {
        "subject": "The form is broken",
        "body": "Nothing happens.",
        "requester": contact.pk,
        "project": project.pk,
        "priority": "high",
    }
    answer = api_of(owner).post("/api/v1/tickets/", body)
    assert answer.status_code == 201, answer.json()
    ticket = Ticket.objects.get(number=answer.json()["number"])
    assert (ticket.channel, ticket.status, ticket.priority) == ("api", "new", Priority.HIGH)
    assert ticket.requester_address == "client@example.test"
    assert ticket.assignee == owner
    assert ticket.waiting_since is not None
    message = Message.objects.get()
    assert (message.direction, message.channel, message.contact) == ("in", "api", contact)
    assert message.body_text == "Nothing happens."


def test_an_unknown_address_becomes_a_lead_of_the_operator():
    department = a_department()
    operator = an_employee("operator", department=department)
    body = {"body": "Do you build shops?", "requester_address": "new@example.test", "department": department.pk}
    answer = api_of(operator).post("/api/v1/tickets/", body)
    assert answer.status_code == 201, answer.json()
    assert answer.json()["is_lead"] is True
    assert answer.json()["subject"] == "Do you build shops?"
    assert answer.json()["requester"] == {"id": None, "name": "new@example.test", "address": "new@example.test"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": "  \n "}, "body"),
        ({"body": None}, "body"),
        ({"body": {"a": 1}}, "body"),
        ({"body": "a\x00b"}, "body"),
        ({"subject": "x" * 301}, "subject"),
        ({"requester": "x"}, "requester"),
        ({"requester": True}, "requester"),
        ({"requester": 10**30}, "requester"),
        ({"requester": -(10**30)}, "requester"),
        ({"requester": 1.5}, "requester"),
        ({"requester": [1]}, "requester"),
        ({"requester": None}, "requester"),
        ({"requester_address": "a@b.test"}, "requester"),
        ({"project": 0}, "project"),
        ({"priority": "top"}, "priority"),
        ({"priority": 3}, "priority"),
        ({"status": "closed"}, "status"),
        ({"is_lead": True}, "is_lead"),
        ({"attachments": ["x"]}, "attachments.0"),
    ],
)
def test_a_bad_field_is_refused_with_its_name(change, field):
    owner = an_employee("manager")
    project = a_project(owner=owner)
    contact = a_contact(project.client)
    body = {"subject": "S", "body": "B", "requester": contact.pk, "project": project.pk, **change}
    answer = api_of(owner).post("/api/v1/tickets/", body)
    assert answer.status_code == 422, answer.content
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Ticket.objects.exists()


def test_references_that_one_may_not_see_are_as_absent_ones():
    owner, foreign = an_employee("manager"), a_project()
    a_project(owner=owner)
    stranger = a_contact(foreign.client)
    client = api_of(owner)
    answers = [
        client.post("/api/v1/tickets/", {"body": "B", "requester": pk}).json()["errors"]
        for pk in (stranger.pk, 999_999_999)
    ]
    assert answers[0] == answers[1]


def test_a_specialist_opens_no_tickets():
    specialist = an_employee("specialist")
    a_ticket(assignee=specialist)
    body = {"body": "B", "requester_address": "x@y.test", "department": a_department().pk}
    answer = api_of(specialist).post("/api/v1/tickets/", body)
    assert answer.status_code == 403
    assert answer.json()["code"] == "not_allowed"


def test_a_client_with_two_projects_is_asked_which():
    head = an_employee("head")
    department = head.headed_departments.get()
    client = a_client()
    a_project(client, department=department), a_project(client, department=department)
    answer = api_of(head).post("/api/v1/tickets/", {"body": "B", "requester": a_contact(client).pk})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "project"


def test_nothing_is_opened_out_of_ones_own_sight():
    manager = an_employee("manager")
    body = {"body": "B", "requester_address": "x@y.test", "department": a_department().pk}
    answer = api_of(manager).post("/api/v1/tickets/", body)
    assert answer.status_code == 403
    assert not Ticket.objects.exists()
