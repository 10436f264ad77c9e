"""Settlements, policies, kitties and corrections through the API (M1–M3, D10)."""

from datetime import date

import pytest
import time_machine

from disputes.actions.settlements.applying import apply_settlement
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories.api import api_of
from tests.factories.points import FIRST_OF_NOVEMBER, pay_of, posted, settled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wednesday_noon():
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def department():
    made = make.a_department(name="Support")
    make.a_point_policy(made, kind="kitty")
    return made


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department)


@pytest.fixture
def anna(department):
    return make.an_employee("manager", department=department, name="Anna")


def test_a_settlement_is_read_with_the_lines_that_are_ones_own(department, head, anna):
    posted(head, anna, 2)
    month = settled(department)
    apply_settlement(settlement=month, people=pay_of(month), by=Viewer.system(make.NOW), at=FIRST_OF_NOVEMBER)
    (row,) = (
        api_of(anna).get("/api/v1/settlements/", {"department": department.pk, "state": "applied"}).json()["results"]
    )
    assert [(line["employee"]["name"], line["points"], line["amount"]) for line in row["lines"]] == [
        ("Anna", -2, "-200.00")
    ]
    assert [(count["stage"], count["withheld"], count["kitty"]) for count in row["counts"]] == [
        ("nominal", "200.00", "200.00"),
        ("applied", "200.00", "200.00"),
    ]
    assert len(api_of(head).get(f"/api/v1/settlements/{month.pk}/").json()["lines"]) == 2
    assert api_of(make.an_employee("manager")).get(f"/api/v1/settlements/{month.pk}/").json()["lines"] == []


def test_a_policy_is_set_and_one_of_a_month_that_runs_is_refused(department, head):
    api = api_of(head)
    body = {"department": department.pk, "starts_on": "2026-12-01", "kind": "rating", "judged": 3, "a_month": None}
    made = api.post("/api/v1/point-policies/", body, format="json")
    assert (made.status_code, made.json()["judged"], made.json()["answered"]) == (201, 3, 1)
    refused = api.post("/api/v1/point-policies/", {**body, "starts_on": "2026-12-02"}, format="json")
    assert refused.status_code in (400, 422) and "first of a month" in str(refused.json())
    assert api.post("/api/v1/point-policies/", {**body, "department": None}, format="json").status_code == 403
    assert len(api.get("/api/v1/point-policies/", {"department": department.pk}).json()["results"]) == 2
    assert api.get("/api/v1/point-policies/", {"common": "1"}).json()["results"] == []


def test_a_kitty_is_read_and_spent(department, head, anna):
    posted(head, anna, 2)
    month = settled(department)
    apply_settlement(settlement=month, people=pay_of(month), by=Viewer.system(make.NOW), at=FIRST_OF_NOVEMBER)
    body = {"department": department.pk, "amount": "150.00", "what": "Cake", "spent_on": "2026-11-18"}
    assert api_of(anna).post("/api/v1/kitty/", body, format="json").status_code == 403
    assert api_of(head).post("/api/v1/kitty/", body, format="json").json()["balance"] == "50.00"
    again = api_of(head).post("/api/v1/kitty/", body, format="json")
    assert again.json()["code"] == "kitty_too_small"
    assert [row["kind"] for row in api_of(anna).get("/api/v1/kitty/").json()["results"]] == ["spending", "credit"]
    assert api_of(make.an_employee("head")).get("/api/v1/kitty/").json()["results"] == []


def test_the_director_corrects(anna, head):
    body = {"employee": anna.pk, "points": -2, "reason": "Counted twice."}
    made = api_of(make.an_employee("director")).post("/api/v1/points/correct/", body, format="json")
    assert (made.status_code, made.json()["points"], made.json()["month"]) == (201, -2, "2026-11-01")
    assert api_of(head).post("/api/v1/points/correct/", body, format="json").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_as_many_statements(department, head, anna, django_assert_num_queries, rows):
    for number in range(rows):
        month = date(2026, 7 + number, 1)
        posted(head, anna, 2, month=month)
        made = settled(department, month=month)
        apply_settlement(settlement=made, people=pay_of(made), by=Viewer.system(make.NOW), at=FIRST_OF_NOVEMBER)
        make.a_point_policy(department, kind="kitty", starts_on=month)
    api = api_of(head)
    api.get("/api/v1/settlements/")
    for name, statements in (("settlements", 5), ("kitty", 3), ("point-policies", 3)):
        with django_assert_num_queries(statements):
            assert len(api.get(f"/api/v1/{name}/").json()["results"]) >= rows
