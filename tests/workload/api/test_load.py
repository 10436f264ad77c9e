"""The load board and overload alarms through the API (L7, L8)."""

import pytest

from tests.factories import an_employee
from tests.factories.api import api_of
from tests.factories.load import THIS_MONDAY, a_busy_department, an_alarm, an_overload, some_work
from tests.plugins.pages import _wednesday_noon

__all__ = ["_wednesday_noon"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return a_busy_department()


@pytest.fixture
def head(department):
    return an_employee("head", department=department)


def test_a_proposal_is_read_applied_and_undone(department, head):
    task, full, free = an_overload(department)
    api = api_of(head)
    board = api.get("/api/v1/load/", {"department": department.pk, "weeks": 2}).json()
    weeks = {person["id"]: person["weeks"] for person in board["people"]}
    assert [week["starts_on"] for week in weeks[full.pk]] == ["2026-11-16", "2026-11-23"]
    assert (weeks[full.pk][0]["tone"], weeks[full.pk][0]["late_minutes"]) == ("over", 120)
    proposal = board["proposals"][0]
    assert (proposal["title"], proposal["to_id"]) == (task.title, free.pk)
    assert proposal["reasons"]["level"] == 3
    asked = {"department": department.pk, "key": proposal["key"], "to": free.pk}
    moved = api.post("/api/v1/load/apply/", asked, format="json").json()
    assert (moved["state"], moved["to_employee"]["id"]) == ("applied", free.pk)
    assert api.post("/api/v1/load/apply/", asked, format="json").json()["id"] == moved["id"]
    undone = api.post(f"/api/v1/load-moves/{moved['id']}/undo/", {}, format="json").json()
    assert undone["state"] == "undone"
    assert api.post("/api/v1/load/dismiss/", asked, format="json").json()["state"] == "dismissed"
    assert api.post("/api/v1/load/apply/", asked, format="json").status_code == 409
    assert [row["state"] for row in api.get("/api/v1/load-moves/").json()["results"]] == ["dismissed", "undone"]


def test_a_week_and_what_nobody_has_time_for(department, head):
    _task, full, _free = an_overload(department)
    some_work(full, 60, 2, title="Long")
    cell = api_of(head).get(f"/api/v1/load/{full.pk}/{THIS_MONDAY}/").json()
    assert cell["employee"] == full.pk and "Long" in [part["title"] for part in cell["work"]]
    assert sum(part["minutes"] + part["late_minutes"] for part in cell["work"]) == cell["demand_minutes"]
    assert [day["planned_minutes"] for day in cell["days"]] == [480] * 5
    lacking = api_of(head).get("/api/v1/load/shortages/", {"department": department.pk}).json()
    assert [one["week"] for one in lacking] == [str(THIS_MONDAY)]
    assert api_of(full).get("/api/v1/load/shortages/").json() == []
    for address in (f"{full.pk}/2026-02-30", f"0/{THIS_MONDAY}"):
        assert api_of(head).get(f"/api/v1/load/{address}/").status_code == 404


def test_who_has_time_and_wrong_questions(department, head):
    _task, _full, free = an_overload(department)
    api = api_of(head)
    assert free.pk in [person["id"] for person in api.get("/api/v1/load/hints/").json()]
    for query in ({"weeks": "9"}, {"weeks": "x"}, {"department": "0"}):
        assert api.get("/api/v1/load/", query).status_code == 422
    assert api.get("/api/v1/load/", {"department": a_busy_department().pk}).status_code == 404


def test_an_alarm_is_raised_decided_and_closed(department, head):
    manager = api_of(an_employee("manager", department=department))
    body = {"department": department.pk, "week": str(THIS_MONDAY), "reason": "Two launches.", "sure": True}
    raised = manager.post("/api/v1/alarms/", body, format="json")
    assert (raised.status_code, raised.json()["state"]) == (201, "raised")
    address = f"/api/v1/alarms/{raised.json()['id']}/"
    decision = {"decision": "bring_in", "text": "Two from sales."}
    assert manager.post(f"{address}decide/", decision, format="json").status_code == 403
    assert api_of(head).post(f"{address}decide/", decision, format="json").json()["decision"] == "bring_in"
    assert api_of(head).post(f"{address}close/", {}, format="json").json()["after"]["late"] == 0
    assert manager.get("/api/v1/alarms/", {"state": "closed"}).json()["results"][0]["state"] == "closed"


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_as_many_statements(department, head, django_assert_num_queries, rows):
    for number in range(rows):
        an_alarm(department, week_starts_on=THIS_MONDAY.replace(day=2 + 7 * number))
    api = api_of(head)
    api.get("/api/v1/alarms/")
    with django_assert_num_queries(3):
        assert len(api.get("/api/v1/alarms/").json()["results"]) == rows
