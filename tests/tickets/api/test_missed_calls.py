"""Missed calls over the API: reported once by the exchange, listed, worked off."""

import pytest

from support_desk.shared import clock
from tests.factories import a_contact, a_department, a_missed_call, a_project, a_ticket, an_employee
from tests.factories.api import api_of
from tickets.models import MissedCall

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/missed-calls/"


@pytest.fixture
def department():
    return a_department()


@pytest.fixture
def api(department):
    return api_of(an_employee("operator", department=department))


def test_a_call_is_reported_once(api, department):
    contact = a_contact(phone="+74951234567", name="Viktor Chernov")
    called_at = clock.now().isoformat()
    body = {"number": "8 495 123-45-67", "called_at": called_at, "department": department.pk, "note": "48 s of ringing"}
    answer = api.post(ADDRESS, body)
    assert answer.status_code == 201, answer.json()
    shown = answer.json()
    assert (shown["number"], shown["contact"]) == ("+74951234567", {"id": contact.pk, "name": "Viktor Chernov"})
    assert (shown["outcome"], shown["handled_at"], shown["ticket"]) == ("", None, None)
    assert api.post(ADDRESS, body).json()["id"] == shown["id"]
    assert MissedCall.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "nobody"}, "number"),
        ({"number": "1" * 41}, "number"),
        ({"called_at": "2199-01-01T00:00:00Z"}, "called_at"),
        ({"called_at": "2026-11-18T12:00:00"}, "called_at"),
        ({"department": 0}, "department"),
        ({"note": "x" * 301}, "note"),
        ({"contact": 1}, "contact"),
    ],
)
def test_what_cannot_be_reported_names_the_field(api, department, change, field):
    body = {"number": "+74951234567", "called_at": clock.now().isoformat(), "department": department.pk, **change}
    answer = api.post(ADDRESS, body)
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not MissedCall.objects.exists()


def test_another_departments_calls_are_neither_reported_nor_seen(api):
    foreign = a_missed_call()
    body = {"number": "+74951234567", "called_at": clock.now().isoformat(), "department": foreign.department_id}
    assert api.post(ADDRESS, body).status_code == 403
    assert api.get(ADDRESS).json()["results"] == []
    assert api.get(f"{ADDRESS}{foreign.pk}/").status_code == 404
    assert api.post(f"{ADDRESS}{foreign.pk}/no-need/", {}).status_code == 404


def test_the_open_ones_can_be_listed(api, department):
    call = a_missed_call(department)
    assert api.post(f"{ADDRESS}{a_missed_call(department).pk}/not-reached/", {}).json()["outcome"] == "not_reached"
    assert [row["id"] for row in api.get(f"{ADDRESS}?open=1").json()["results"]] == [call.pk]
    assert len(api.get(f"{ADDRESS}?outcome=not_reached").json()["results"]) == 1


def test_reached_names_the_ticket_it_became(api, department):
    project = a_project(department=department)
    call = a_missed_call(department, contact=a_contact(project.client))
    answer = api.post(f"{ADDRESS}{call.pk}/reached/", {"note": "Slow again.", "project": project.pk})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["ticket"] == project.tickets.get().number
    assert api.post(f"{ADDRESS}{call.pk}/no-need/", {}).status_code == 409


def test_reached_may_go_into_a_ticket_but_not_into_a_foreign_one(api, department):
    ticket, foreign = a_ticket(a_project(department=department)), a_ticket()
    call = a_missed_call(department)
    answer = api.post(f"{ADDRESS}{call.pk}/reached/", {"note": "Told.", "ticket": foreign.number})
    assert [error["field"] for error in answer.json()["errors"]] == ["ticket"]
    assert api.post(f"{ADDRESS}{call.pk}/reached/", {"note": "Told.", "ticket": ticket.number}).status_code == 200
    assert ticket.messages.get().body_text == "Told."


def test_a_token_needs_the_scope_of_tickets(department):
    operator = an_employee("operator", department=department)
    assert api_of(operator, "time:read").get(ADDRESS).status_code == 403
    assert api_of(operator, "tickets:read").post(ADDRESS, {}).status_code == 403
