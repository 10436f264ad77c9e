"""Notices through the API: one's own alone, by pages, marked as read (P2)."""

from datetime import timedelta

import pytest

from support_desk.shared.models import Notice
from tests.factories import NOW, an_employee
from tests.factories.api import api_of
from tests.shared.notices.conftest import told

LATER = NOW + timedelta(hours=3)
DAY = timedelta(days=1)
LIST = "/api/v1/notices/"


@pytest.fixture
def manager(db):
    return an_employee("manager")


@pytest.fixture
def api(manager):
    return api_of(manager, "notices:read", "notices:write")


def keys(answer):
    found = dict(Notice.objects.values_list("pk", "key"))
    return [found[row["id"]] for row in answer.json()["results"]]


def test_says_what_the_page_says_in_the_language_asked_for(api, manager):
    told(manager.user, "k", is_urgent=True)
    (row,) = api.get(LIST).json()["results"]
    assert {**row, "id": 0} == {
        "id": 0,
        "kind": "test.tickets",
        "title": "Tickets: 2",
        "body": "Broken form",
        "url": "/queue/?view=mine",
        "is_urgent": True,
        "delivered_at": "2026-11-18T09:00:00Z",
        "read_at": None,
    }
    again = api.get(f"{LIST}{row['id']}/", HTTP_ACCEPT_LANGUAGE="ru")
    assert again.json()["title"] == "Обращения: 2"


def test_pages_go_on_where_they_ended_newest_first(api, manager):
    for days in range(5):
        told(manager.user, f"{days}", deliver_at=NOW - days * DAY)
    told(manager.user, "same", deliver_at=NOW - 2 * DAY)
    found, address = [], f"{LIST}?limit=2&count=1"
    while address:
        answer = api.get(address)
        assert answer.json()["count"] == 6
        found.append(keys(answer))
        told(manager.user, f"new {len(found)}")
        Notice.objects.filter(key__startswith="new").delete()
        address = answer.json()["next"]
    assert found == [["0", "1"], ["same", "2"], ["3", "4"]]
    assert keys(api.get(f"{LIST}?ordering=deliver_at&limit=1")) == ["4"]
    assert api.get(f"{LIST}?ordering=kind").status_code == 422
    assert api.get(f"{LIST}?changed_since=2026-01-01T00:00:00Z").status_code == 422


def test_what_is_not_delivered_yet_and_what_is_others_is_not_there(api, manager):
    other = an_employee("director")
    told(manager.user, "later", deliver_at=LATER)
    told(other.user, "theirs")
    assert keys(api.get(LIST)) == []
    for notice in Notice.objects.all():
        assert api.get(f"{LIST}{notice.pk}/").status_code == 404
        assert api.post(f"{LIST}{notice.pk}/read/", {}, format="json").status_code == 404
    assert api.post(f"{LIST}read/", {}, format="json").json() == {"read": 0}
    assert not Notice.objects.filter(read_at__isnull=False).exists()


def test_one_is_marked_as_read_and_stays_so(api, manager):
    told(manager.user, "a", "b")
    address = f"{LIST}{Notice.objects.get(key='a').pk}/read/"
    for _again in range(2):
        answer = api.post(address, {}, format="json")
        assert (answer.status_code, answer.json()["read_at"]) == (200, "2026-11-18T09:00:00Z")
    assert keys(api.get(f"{LIST}?unread=1")) == ["b"]
    assert keys(api.get(f"{LIST}?unread=0")) == ["a"]
    assert api.get(f"{LIST}?unread=perhaps").status_code == 422
    assert api.post(address, {"until": "now"}, format="json").status_code == 422


def test_all_that_had_come_by_an_instant_are_marked_as_read(api, manager):
    told(manager.user, "old", deliver_at=NOW - DAY)
    told(manager.user, "new")
    until = {"until": (NOW - timedelta(hours=1)).isoformat()}
    assert api.post(f"{LIST}read/", until, format="json").json() == {"read": 1}
    assert keys(api.get(f"{LIST}?unread=1")) == ["new"]
    assert api.post(f"{LIST}read/", {}, format="json").json() == {"read": 1}
    assert api.post(f"{LIST}read/", {"until": "yesterday"}, format="json").status_code == 422


def test_reading_is_not_writing(manager):
    told(manager.user, "a")
    reader = api_of(manager, "notices:read")
    assert keys(reader.get(LIST)) == ["a"]
    assert reader.post(f"{LIST}read/", {}, format="json").status_code == 403
    assert api_of(manager, "tickets:read", "time:read").get(LIST).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_as_many_statements_whatever_its_length(statements, manager, rows):
    api = api_of(manager)
    told(manager.user, *[f"{n}" for n in range(rows)])
    # token and account, its last use, person; notices
    assert statements(api, LIST) == 4
