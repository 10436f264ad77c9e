"""Time over the API: logged as one's own, taken back by a mirror image."""

import pytest

from support_desk.shared import clock
from tests.factories import a_project, a_ticket, a_time_entry, an_employee, an_operation
from tests.factories.api import api_of
from tickets.models import TimeEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return an_employee("manager")


@pytest.fixture
def ticket(owner):
    return a_ticket(a_project(owner=owner))


def test_work_is_logged_against_its_norm(owner, ticket):
    operation = an_operation(15)
    body = {"ticket": ticket.number, "operation": operation.pk, "minutes": 40, "quantity": "2", "client_text": "Texts"}
    answer = api_of(owner).post("/api/v1/time-entries/", body)
    assert answer.status_code == 201, answer.json()
    shown = answer.json()
    assert (shown["actual_minutes"], shown["norm_minutes"], shown["billable_minutes"]) == (40, 30, 40)
    assert shown["quantity"] == "2.00"
    assert shown["ticket"] == ticket.number
    assert shown["employee"]["id"] == owner.pk
    assert shown["operation"]["code"] == operation.code


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": "many"}, "minutes"),
        ({"minutes": 10**30}, "minutes"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "NaN"}, "quantity"),
        ({"quantity": "1e9"}, "quantity"),
        ({"worked_on": "2199-01-01"}, "worked_on"),
        ({"worked_on": "0001-01-01"}, "worked_on"),
        ({"worked_on": "today"}, "worked_on"),
        ({"operation": 0}, "operation"),
        ({"ticket": 1}, "ticket"),
        ({"employee": 1}, "employee"),
        ({"norm_minutes": 500}, "norm_minutes"),
    ],
)
def test_what_cannot_be_logged_names_the_field(owner, ticket, change, field):
    body = {"ticket": ticket.number, "operation": an_operation().pk, "minutes": 10, **change}
    answer = api_of(owner).post("/api/v1/time-entries/", body)
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not TimeEntry.objects.exists()


def test_an_entry_is_reversed_once(owner, ticket):
    entry = a_time_entry(ticket, owner)
    client = api_of(owner)
    first = client.post(f"/api/v1/time-entries/{entry.pk}/reverse/")
    second = client.post(f"/api/v1/time-entries/{entry.pk}/reverse/")
    assert first.status_code == second.status_code == 201
    assert first.json()["id"] == second.json()["id"]
    assert (first.json()["actual_minutes"], first.json()["reverses"]) == (-20, entry.pk)
    assert client.get(f"/api/v1/time-entries/{entry.pk}/").json()["reversed_by"] == first.json()["id"]
    assert client.post(f"/api/v1/time-entries/{first.json()['id']}/reverse/").status_code == 409


def test_entries_are_ones_own(owner, ticket):
    mine, foreign = a_time_entry(ticket, owner), a_time_entry()
    client = api_of(owner)
    assert [row["id"] for row in client.get("/api/v1/time-entries/").json()["results"]] == [mine.pk]
    assert client.get(f"/api/v1/time-entries/{foreign.pk}/").status_code == 404
    assert client.post(f"/api/v1/time-entries/{foreign.pk}/reverse/").status_code == 404
    today = clock.now().date()
    assert client.get(f"/api/v1/time-entries/?worked_from={today}").json()["results"] == []
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(f"/api/v1/time-entries/{mine.pk}/").status_code == 405
