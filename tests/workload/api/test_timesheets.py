"""Timesheets through the API (L5, P2, P4)."""

import pytest

from tests.factories import a_department, an_employee, with_calendar
from tests.factories.api import api_of
from tests.factories.timesheets import OCTOBER, an_approved_calendar, filled
from tests.plugins.pages import _wednesday_noon
from workload.models import Timesheet

__all__ = ["_wednesday_noon"]
pytestmark = pytest.mark.django_db
URL = "/api/v1/timesheets/"


@pytest.fixture
def department():
    made = a_department()
    an_employee("head", department=made, name="Hugo", manager=an_employee("manager", name="Above"))
    an_employee("manager", department=made, name="Mila")
    made.refresh_from_db()
    with_calendar(made, an_approved_calendar(made.head))
    filled(made)
    return made


def sheet_of(name):
    return Timesheet.objects.get(employee__name=name, month=OCTOBER)


def test_completed_corrected_approved_and_closed(department):
    head, worker = api_of(department.head), api_of(sheet_of("Mila").employee)
    mine, his = f"{URL}{sheet_of('Mila').pk}/", f"{URL}{sheet_of('Hugo').pk}/"
    assert worker.post(f"{mine}complete/", {}, format="json").json()["state"] == "completed"
    assert worker.post(f"{mine}approve/", {}, format="json").status_code == 403
    assert worker.get(his).status_code == 404
    body = {"day": "2026-10-05", "code": "С", "minutes": 600, "night_minutes": 30, "reason": "Agreed"}
    corrected = head.post(f"{mine}correct/", body, format="json").json()
    day = next(one for one in corrected["days"] if one["day"] == "2026-10-05")
    assert (corrected["state"], day["code"], day["minutes"], day["is_corrected"]) == ("filled", "С", 600, True)
    assert head.post(f"{mine}approve/", {}, format="json").json()["approved_by"]["name"] == "Hugo"
    asked = {"department": department.pk, "month": "2026-10-15"}
    refused = head.post(f"{URL}close/", asked, format="json")
    assert refused.json()["code"] == "month_not_ready" and "Hugo is not approved" in refused.json()["detail"]
    above = sheet_of("Hugo").employee.manager
    assert api_of(above).post(f"{his}approve/", {}, format="json").json()["state"] == "approved"
    closed = head.post(f"{URL}close/", asked, format="json").json()
    assert (closed["sheet_count"], len(closed["digest"])) == (2, 64)
    assert head.post(f"{mine}reopen/", {}, format="json").json()["code"] == "illegal_transition"
    assert head.post(f"{URL}fill/", asked, format="json").json()["code"] == "period_closed"


def test_filled_by_a_job_and_followed(department):
    head = api_of(department.head)
    started = head.post(f"{URL}fill/", {"department": department.pk, "month": "2026-10-01"}, format="json")
    assert (started.status_code, started.json()["total"]) == (202, 2)
    assert api_of(sheet_of("Mila").employee).post(
        f"{URL}fill/", {"department": department.pk, "month": "2026-10-01"}, format="json"
    ).status_code == 403  # fmt: skip
    listed = head.get(f"{URL}?month=2026-10-20&state=filled&department={department.pk}").json()["results"]
    assert {one["employee"]["name"] for one in listed} == {"Hugo", "Mila"}
    assert "days" not in listed[0]
    sheet = sheet_of("Mila")
    assert head.post(f"{URL}{sheet.pk}/reopen/", {}, format="json").status_code == 409


@pytest.mark.parametrize("people", [1, 3])
def test_a_list_takes_as_many_statements_whatever_its_length(django_assert_num_queries, department, people):
    for _ in range(people):
        an_employee("manager", department=department)
    filled(department)
    api = api_of(department.head)
    api.get(URL)
    with django_assert_num_queries(3):
        assert len(api.get(URL).json()["results"]) == people + 2
