"""Complaints and their words through the API (S6)."""

import pytest

from tests import factories as make
from tests.factories.api import api_of
from tests.plugins.pages import _wednesday_noon, statements

__all__ = ["_wednesday_noon", "statements"]
pytestmark = pytest.mark.django_db
URL = "/api/v1/complaints/"


@pytest.fixture
def manager():
    department = make.a_department()
    make.an_employee("head", department=department)
    return make.an_employee("manager", department=department)


def test_flagged_in_a_ticket_and_confirmed_by_another_head(manager):
    message = make.a_message(make.a_ticket(make.a_project(owner=manager)))
    flag = f"/api/v1/tickets/{message.ticket.number}/flag-complaint/"
    api, judge = api_of(manager), api_of(make.an_employee("head"))
    made = api.post(flag, {"message": message.pk, "what": "He waited."}, format="json")
    assert (made.status_code, made.json()["ticket"], made.json()["allowed_actions"]) == (201, message.ticket.number, [])
    again = api_of(make.an_employee("director")).post(flag, {"message": message.pk}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "already_flagged")
    other = make.a_message(make.a_ticket(message.ticket.project))
    assert api.post(flag, {"message": other.pk}, format="json").json()["errors"][0]["field"] == "message"
    assert judge.post(flag, {"message": message.pk}, format="json").status_code == 404
    [row] = judge.get(URL, {"state": "open"}).json()["results"]
    assert (row["allowed_actions"], row["origin"]) == (["confirm", "reject"], "message")
    confirm = f"{URL}{row['id']}/confirm/"
    assert judge.post(confirm, {}, format="json").status_code == 422
    assert api.post(confirm, {"reason": "No."}, format="json").status_code == 403
    done = judge.post(confirm, {"reason": "He did."}, format="json").json()
    assert (done["state"], done["reason"], done["allowed_actions"]) == ("confirmed", "He did.", [])
    assert judge.post(f"{URL}{row['id']}/reject/", {"reason": "No."}, format="json").status_code == 409


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_statements_for_one_as_for_three(manager, statements, rows):
    for _ in range(rows):
        make.a_complaint(make.a_message(make.a_ticket(make.a_project(owner=manager))))
    assert statements(api_of(make.an_employee("director")), URL) == 4


def test_written_down_and_bad_input_named(manager):
    api, client = api_of(make.an_employee("director")), make.a_client()
    body = {"client": client.pk, "manager": manager.pk, "happened_on": "2026-11-17", "what": "Nobody calls back."}
    made = api.post(URL, body, format="json").json()
    assert (made["origin"], made["manager"]["id"], made["message"], made["ticket"]) == (
        "by_hand", manager.pk, None, None,
    )  # fmt: skip
    for bad in ({"happened_on": "2026-11-19"}, {"client": 0}, {"what": ""}, {"happened_on": "x"}, {"unknown": 1}):
        answer = api.post(URL, body | bad, format="json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, next(iter(bad)))
    assert api_of(make.an_employee("specialist")).post(URL, body, format="json").status_code == 422


def test_words_are_listed_added_and_switched():
    api, words = api_of(make.an_employee("administrator")), "/api/v1/complaint-words/"
    made = api.post(words, {"language": "en", "word": "refunds"}, format="json")
    assert made.status_code == 201
    assert api.post(words, {"language": "en", "word": "Refund"}, format="json").status_code == 422
    changed = api.patch(f"{words}{made.json()['id']}/", {"is_active": False}, format="json").json()
    assert changed["is_active"] is False
    assert [row["word"] for row in api.get(words, {"active": "0"}).json()["results"]] == ["refunds"]
