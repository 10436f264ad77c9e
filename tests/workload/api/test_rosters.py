"""Rosters, swaps and fairness through the API (L1)."""

from datetime import date

import pytest

from tests.factories import a_department, a_shift, an_employee, moscow
from tests.factories.api import api_of
from tests.factories.presence import with_calendar
from tests.factories.rosters import a_roster
from tests.plugins.pages import _wednesday_noon
from workload.models import RosterSubmission, Shift

__all__ = ["_wednesday_noon"]
pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
ADDRESS = "/api/v1/roster-submissions/"


@pytest.fixture
def department():
    return with_calendar(a_department())


@pytest.fixture
def head(department):
    return an_employee("head", department=department, name="Vera Head")


@pytest.fixture
def anna(department):
    return an_employee("manager", department=department, name="Anna Orlova")


def test_a_month_goes_its_way(department, head, anna):
    made = api_of(anna).post(ADDRESS, {"month": "2026-12-01"})
    assert (made.status_code, made.json()["state"], len(made.json()["entries"])) == (201, "draft", 23)
    own = f"{ADDRESS}{made.json()['id']}/"
    entry = {"day": "2026-12-01", "starts": "10:00", "ends": "19:00", "break_minutes": 60}
    planned = api_of(anna).post(f"{own}plan/", {"days": ["2026-12-01", "2026-12-02"], "entries": [entry]}).json()
    assert (len(planned["entries"]), planned["entries"][0]["starts"], planned["version"]) == (22, "10:00:00", 2)
    assert planned["events"] == ["change", "submit"]
    assert api_of(anna).post(f"{own}submit/", {"version": 1}).status_code == 409
    assert api_of(anna).post(f"{own}submit/", {"version": 2}).json()["events"] == ["withdraw"]
    assert api_of(anna).post(f"{own}approve/", {}).status_code == 403
    assert api_of(head).post(f"{own}return/", {"reason": "Too few"}).json()["decision_note"] == "Too few"
    api_of(anna).post(f"{own}submit/", {})
    assert api_of(anna).post(f"{own}withdraw/", {}).json()["state"] == "draft"
    api_of(anna).post(f"{own}submit/", {})
    assert api_of(head).post(f"{own}approve/", {"version": 2}).json()["state"] == "approved"
    published = api_of(head).post(f"{ADDRESS}publish/", {"department": department.pk, "month": "2026-12-01"})
    assert (published.status_code, Shift.objects.count()) == (200, 22)
    assert Shift.objects.order_by("starts_at")[0].break_minutes == 60


def test_what_is_foreign_is_not_there(department, head, anna):
    roster = a_roster(anna, state="submitted")
    stranger = api_of(an_employee("head"))
    assert stranger.get(f"{ADDRESS}{roster.pk}/").status_code == 404
    assert stranger.post(f"{ADDRESS}publish/", {"department": department.pk, "month": "2026-12-01"}).status_code == 404
    assert stranger.post(ADDRESS, {"employee": anna.pk, "month": "2026-12-01"}).status_code == 404
    assert stranger.get(ADDRESS).json()["results"] == []
    found = api_of(head).get(f"{ADDRESS}?state=submitted&month=2026-12-01&employee={anna.pk}").json()["results"]
    assert [one["employee"]["name"] for one in found] == ["Anna Orlova"]


# account by its token, person; rosters with their people; their days
STATEMENTS = 4


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_rosters(department, head, rows, django_assert_num_queries):
    for _ in range(rows):
        a_roster(an_employee("manager", department=department))
    api = api_of(head)
    api.get(ADDRESS)
    with django_assert_num_queries(STATEMENTS):
        assert len(api.get(ADDRESS).json()["results"]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_swaps(department, head, anna, rows, django_assert_num_queries):
    for number in range(rows):
        body = {"shift": a_shift(anna, moscow(9, day=date(2026, 11, 23 + number))).pk}
        body["colleague"] = an_employee("manager", department=department).pk
        api_of(anna).post("/api/v1/shift-swaps/", body)
    api = api_of(head)
    api.get("/api/v1/shift-swaps/")
    with django_assert_num_queries(3):  # account by its token, person; swaps with their people
        assert len(api.get("/api/v1/shift-swaps/").json()["results"]) == rows


def test_a_swap_and_its_verbs(department, head, anna):
    boris = an_employee("manager", department=department, name="Boris Titov")
    body = {"shift": a_shift(anna, moscow(9, day=MONDAY)).pk, "colleague": boris.pk, "note": "School play"}
    address = "/api/v1/shift-swaps/"
    for verb, who, state in (("decline", boris, "declined"), ("withdraw", anna, "withdrawn")):
        made = api_of(anna).post(address, body).json()
        assert api_of(who).post(f"{address}{made['id']}/{verb}/", {}).json()["state"] == state
    made = api_of(anna).post(address, body).json()
    assert made["events"] == ["withdraw"]
    own = f"{address}{made['id']}/"
    api_of(boris).post(f"{own}agree/", {})
    assert api_of(head).get(f"{address}?state=agreed").json()["results"][0]["events"] == ["approve", "refuse"]
    assert api_of(head).post(f"{own}approve/", {}).json()["state"] == "approved"
    assert api_of(head).post(f"{own}refuse/", {"note": "No"}).status_code == 409
    assert boris.shifts.count() == 1
    assert api_of(an_employee("head")).get(own).status_code == 404


def test_fairness_and_its_bad_questions(department, head, anna):
    a_shift(anna, moscow(13, day=MONDAY))
    address = f"/api/v1/fairness/?department={department.pk}"
    found = api_of(head).get(f"{address}&from=2026-11-01&to=2026-11-30").json()
    assert (found["lines"][0]["employee"]["name"], found["lines"][0]["burden"]["evening_minutes"]) == (
        "Anna Orlova",
        120,
    )
    assert (found["average"]["evening_minutes"], found["average_covers"]) == (60, 0.0)
    for bad in ("&from=2026-11-01", "&from=x&to=y", "&from=2026-11-30&to=2026-11-01", "&from=2020-01-01&to=2026-01-01"):
        assert api_of(head).get(address + bad).status_code == 422
    assert api_of(head).get("/api/v1/fairness/?from=2026-11-01&to=2026-11-30").status_code == 422
    assert api_of(an_employee("manager")).get(f"{address}&from=2026-11-01&to=2026-11-30").status_code == 404
    assert RosterSubmission.objects.count() == 0


def test_a_usual_week_is_set_and_read(department, head, anna):
    line = {"weekday": 0, "starts": "09:00", "ends": "18:00", "break_minutes": 60}
    body = {"starts_on": "2026-12-01", "lines": [line], "employee": anna.pk}
    made = api_of(head).post("/api/v1/shift-patterns/", body)
    assert (made.status_code, made.json()["is_by_calendar"], len(made.json()["lines"])) == (201, True, 1)
    found = api_of(anna).get(f"/api/v1/shift-patterns/?employee={anna.pk}").json()["results"]
    assert found[0]["lines"][0]["break_minutes"] == 60
    bad = api_of(anna).post("/api/v1/shift-patterns/", {**body, "lines": [line, {**line, "starts": "17:00"}]})
    assert (bad.status_code, "pattern.0" in str(bad.json())) == (422, True)
    assert api_of(an_employee("manager")).get("/api/v1/shift-patterns/").json()["results"] == []
