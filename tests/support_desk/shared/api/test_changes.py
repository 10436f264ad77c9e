"""Following changes: everything once, in order, and nothing lost behind a transaction that is still open."""

import time

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ConnectionHandler

from support_desk.shared import clock
from tests.factories import a_client, a_contact, an_employee
from tests.factories.api import api_of
from tickets.models import Client, ContactEmail
from workload.models import EmployeeSkill, Skill

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 30


@pytest.fixture
def client():
    return api_of(an_employee("head"))


@pytest.fixture
def second_connection():
    """Another session of the same database."""
    other = ConnectionHandler({"default": connections.settings["default"]})["default"]
    other.settings_dict = connection.settings_dict
    yield other
    other.close()


def since(instant):
    return "/api/v1/clients/?limit=2&changed_since=" + instant.isoformat().replace("+", "%2B")


def read(client, url, wanted):
    """Follows `next` until `wanted` rows came; other databases of the server may hold changes back for a moment."""
    names, deadline = [], time.monotonic() + PATIENCE_SECONDS
    while len(names) < wanted and time.monotonic() < deadline:
        body = client.get(url).json()
        names += [row["name"] for row in body["results"]]
        url = body["next"]
        if not body["results"]:
            time.sleep(0.05)
    return names, url


def test_every_change_comes_once_in_the_order_of_its_transaction(client):
    start = clock.now()
    for name in ("c", "a", "b", "e", "d"):
        a_client(name)
    names, url = read(client, since(start), 5)
    assert names == ["c", "a", "b", "e", "d"]
    Client.objects.filter(name="a").update(tone_notes="changed")
    a_client("f")
    names, url = read(client, url, 2)
    assert names == ["a", "f"]
    settled = client.get(url).json()
    assert settled["results"] == []
    assert settled["has_more"] is False
    assert settled["next"] is not None


def test_what_was_changed_before_the_instant_is_left_out(client):
    a_client("old")
    start = clock.now()
    a_client("new")
    assert read(client, since(start), 1)[0] == ["new"]


def test_rows_wait_behind_an_older_transaction_that_is_still_open(client, second_connection):
    start = clock.now()
    with second_connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "INSERT INTO tickets_client (name, is_active, language, tone_notes) VALUES ('late', true, 'ru', '')"
        )
        a_client("early")
        body = client.get(since(start)).json()
        assert body["results"] == []
        assert {row["name"] for row in client.get("/api/v1/clients/").json()["results"]} == {"early"}
        cursor.execute("COMMIT")
    names, _url = read(client, body["next"], 2)
    assert names == ["late", "early"]


def test_a_transaction_that_fails_holds_nothing_back(client):
    start = clock.now()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        a_client("never")
        raise ZeroDivisionError
    a_client("always")
    assert read(client, since(start), 1)[0] == ["always"]


def test_a_contact_changes_with_the_addresses_and_an_employee_with_the_skills():
    contact, employee = a_contact(), an_employee("specialist")
    skill = Skill.objects.create(name="Layout")
    before = contact.changed_at, employee.changed_at
    ContactEmail.objects.create(contact=contact, email="second@client.test")
    EmployeeSkill.objects.create(employee=employee, skill=skill, level=2)
    contact.refresh_from_db(), employee.refresh_from_db()
    assert contact.changed_at > before[0]
    assert employee.changed_at > before[1]
    added = contact.changed_at
    ContactEmail.objects.filter(contact=contact).first().delete()
    contact.refresh_from_db()
    assert contact.changed_at > added


@pytest.mark.parametrize("value", ["", "yesterday", "2026-11-01", "2026-11-01T10:00:00", "9999-12-31T23:59:59-12:00"])
def test_an_instant_without_offset_is_refused(client, value):
    answer = client.get(f"/api/v1/clients/?changed_since={value}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "changed_since")


def test_changes_have_no_other_order_and_skills_cannot_be_followed(client):
    instant = "2026-11-01T10:00:00Z"
    ordered = client.get(f"/api/v1/clients/?changed_since={instant}&ordering=name")
    assert (ordered.status_code, ordered.json()["errors"][0]["field"]) == (422, "ordering")
    unknown = client.get(f"/api/v1/skills/?changed_since={instant}")
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "changed_since")


@pytest.mark.parametrize("name", ["contacts", "projects", "contracts", "services", "tickets", "messages", "audit"])
def test_the_other_resources_are_followed_as_well(client, name):
    answer = client.get(f"/api/v1/{name}/?changed_since=2026-11-01T10:00:00%2B03:00")
    assert answer.status_code == 200, answer.json()


def test_a_plus_that_became_a_space_is_understood(client):
    assert client.get("/api/v1/clients/?changed_since=2026-11-01T10:00:00+03:00").status_code == 200
