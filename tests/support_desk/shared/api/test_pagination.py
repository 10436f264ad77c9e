"""Pages by cursor: every row once, whatever is added meanwhile."""

from datetime import timedelta

import pytest

from tests.factories import NOW, a_client, a_project, a_ticket, an_employee
from tests.factories.api import api_of
from tickets.models import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return api_of(an_employee("head"))


def walk(client, url):
    pages = []
    while url:
        answer = client.get(url)
        assert answer.status_code == 200, answer.json()
        pages.append(answer.json()["results"])
        url = answer.json()["next"]
    return pages


def test_pages_hold_every_row_once_in_order(client):
    names = [f"Client {letter}" for letter in "cabedgf"]
    for name in names:
        a_client(name)
    pages = walk(client, "/api/v1/clients/?limit=3")
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row["name"] for page in pages for row in page] == sorted(names)
    backwards = walk(client, "/api/v1/clients/?limit=3&ordering=-name")
    assert [row["name"] for page in backwards for row in page] == sorted(names, reverse=True)


def test_equal_values_are_told_apart_by_the_id():
    head = an_employee("head")
    project = a_project(department=head.headed_departments.get())
    made = [a_ticket(project, created_at=NOW).number for _ in range(5)]
    pages = walk(api_of(head), "/api/v1/tickets/?limit=2&ordering=last_message_at")
    assert [row["number"] for page in pages for row in page] == made


def test_rows_that_come_between_two_pages_move_nothing():
    head = an_employee("head")
    project = a_project(department=head.headed_departments.get())
    made = [a_ticket(project, created_at=NOW - timedelta(hours=n)).number for n in (3, 2, 1)]
    client = api_of(head)
    first = client.get("/api/v1/tickets/?limit=2").json()
    a_ticket(project, created_at=NOW)
    second = client.get(first["next"]).json()
    seen = [row["number"] for row in first["results"] + second["results"]]
    assert seen == sorted(made, reverse=True)
    assert second["next"] is None


def test_the_count_is_told_only_when_asked_for(client):
    for _ in range(3):
        a_client()
    assert "count" not in client.get("/api/v1/clients/?limit=2").json()
    assert client.get("/api/v1/clients/?limit=2&count=1").json()["count"] == 3


def test_a_cursor_of_another_order_or_made_up_is_refused(client):
    for _ in range(3):
        a_client()
    next_link = client.get("/api/v1/clients/?limit=2").json()["next"]
    for url in (
        next_link.replace("limit=2", "limit=2&ordering=-name"),
        "/api/v1/clients/?cursor=",
        "/api/v1/clients/?cursor=WyJuYW1lIl0",
        "/api/v1/clients/?cursor=WyJuYW1lIiwxLDJd",
        "/api/v1/clients/?ordering=id&cursor=WyJpZCIsMSw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",
        "/api/v1/clients/?cursor=WyJuYW1lIiwiXHUwMDAwIiwxXQ",
        "/api/v1/clients/?cursor=" + "W" * 3000,
    ):
        answer = client.get(url)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor"), url
    assert Client.objects.count() == 3


def test_the_filters_stay_in_the_next_link(client):
    for number in range(3):
        a_client(f"Active {number}")
        a_client(f"Former {number}", is_active=False)
    pages = walk(client, "/api/v1/clients/?active=1&limit=2")
    assert [row["name"] for page in pages for row in page] == ["Active 0", "Active 1", "Active 2"]
