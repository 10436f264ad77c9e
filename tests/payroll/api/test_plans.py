"""Plans and who is paid by them through the API (Y1, M4)."""

import pytest

from tests.factories.api import api_of
from tests.factories.pay import a_pay_plan, assigned
from tests.factories.people import NOW, a_department, an_employee

pytestmark = pytest.mark.django_db
PLANS, ASSIGNMENTS = "/api/v1/pay-plans/", "/api/v1/pay-assignments/"
DRAFT = {
    "starts_on": "2026-11-01",
    "base": "60000.00",
    "variable": "40000.00",
    "components": [
        {"code": "output", "weight": "0.6", "table": [["0.5", "0"], ["1", "1"]], "cap": "1.2"},
        {"code": "quality", "weight": "0.4"},
    ],
}


@pytest.fixture(autouse=True)
def _wednesday_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_a_plan_is_written_published_given_and_read():
    place = a_department()
    director = api_of(an_employee("director"))
    person = an_employee("manager", department=place)
    made = director.post(PLANS, {**DRAFT, "name": "Clerks", "position": "other"}).json()
    url = f"{PLANS}{made['id']}/"
    wrong = director.post(f"{url}draft/", {**DRAFT, "components": DRAFT["components"][:1]})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "components")
    assert director.post(f"{url}draft/", {**DRAFT, "offer_rate": "150.00"}).json()["current"] is None
    assert director.post(f"{url}publish/").json()["current"] == 1
    given = director.post(ASSIGNMENTS, {"employee": person.pk, "plan": made["id"], "starts_on": "2026-11-20"})
    assert (given.status_code, given.json()["plan"]["name"]) == (201, "Clerks")
    (version,) = api_of(person).post(f"{url}acknowledge/").json()["versions"]
    assert (version["offer_rate"], version["components"][0]["table"]) == (
        "150.00",
        [["0.5000", "0.0000"], ["1.0000", "1.0000"]],
    )
    ended = director.post(f"{ASSIGNMENTS}{given.json()['id']}/end/", {"ends_on": "2026-11-30"})
    assert ended.json()["ends_on"] == "2026-11-30"
    assert [row["id"] for row in api_of(person).get(ASSIGNMENTS, {"plan": made["id"]}).json()["results"]] == [
        given.json()["id"]
    ]


def test_a_draft_is_no_employees_to_read_and_nothing_can_be_acknowledged():
    person, version = an_employee("manager"), a_pay_plan(is_draft=True)
    assigned(person, version)
    url = f"{PLANS}{version.plan_id}/"
    assert api_of(person).get(url).json()["versions"] == []
    assert api_of(person).post(f"{url}acknowledge/").status_code == 409


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_the_same_statements(rows, django_assert_num_queries):
    for _ in range(rows):
        assigned(an_employee("manager"), a_pay_plan())
    api = api_of(an_employee("director"))
    api.get(PLANS)
    with django_assert_num_queries(5):
        assert len(api.get(PLANS).json()["results"]) == rows
    with django_assert_num_queries(3):
        assert len(api.get(ASSIGNMENTS).json()["results"]) == rows
