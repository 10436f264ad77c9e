"""Months and runs of pay through the API, as an integration drives them (Y5)."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from rest_framework.test import APIClient

from support_desk.shared.actions.jobs import run_step
from support_desk.shared.models import Job
from tests.factories.api import api_of
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.timesheets import IN_NOVEMBER
from workload.models import Employee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        yield


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def run_of(client: APIClient, tier: str) -> dict[str, object]:
    (row,) = client.get("/api/v1/pay-runs/", {"tier": tier, "month": "2026-10-01"}).json()["results"]
    return row  # type: ignore[no-any-return]  # JSON


def test_a_month_is_frozen_drafted_confirmed_and_approved(month):
    hugo, dina = api_of(month.person("Hugo")), api_of(month.person("Dina"))
    asked = {"department": month.department.pk, "month": "2026-10-15"}
    assert hugo.post("/api/v1/pay-periods/", asked, format="json").status_code == 422
    made = hugo.post("/api/v1/pay-periods/", {**asked, "month": "2026-10-01"}, format="json")
    assert (made.status_code, made.json()["state"], made.json()["frozen_by"]["name"]) == (201, "frozen", "Hugo")
    assert hugo.post(f"/api/v1/pay-periods/{made.json()['id']}/draft/").status_code == 200
    job = Job.objects.get()
    while run_step(job_id=job.pk, at=IN_NOVEMBER):
        pass
    run = run_of(hugo, "staff")
    assert (run["state"], run["people_count"], run["total"], run["problems"]) == ("drafted", 2, "200000.00", [])
    stale = hugo.post(f"/api/v1/pay-runs/{run['id']}/confirm/", {"digest": "0" * 64}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    seen = {"digest": run["digest"]}
    assert hugo.post(f"/api/v1/pay-runs/{run['id']}/confirm/", seen, format="json").json()["state"] == "confirmed"
    own = hugo.post(f"/api/v1/pay-runs/{run['id']}/approve/", seen, format="json")
    assert (own.status_code, own.json()["code"]) == (403, "not_allowed")
    assert dina.post(f"/api/v1/pay-runs/{run['id']}/approve/", seen, format="json").json()["state"] == "approved"
    head = run_of(dina, "head")
    assert hugo.get("/api/v1/pay-runs/", {"tier": "head"}).json()["results"] == [], "his own draft is not his to read"
    back = dina.post(f"/api/v1/pay-runs/{head['id']}/send-back/", {"note": "The bonus is missing."}, format="json")
    assert (back.json()["state"], back.json()["note"]) == ("discarded", "The bonus is missing.")
    assert api_of(month.person("Mila")).get("/api/v1/pay-runs/").json()["results"] == []


def test_facts_are_opened_again_and_what_keeps_them_open_is_told(month):
    hugo = api_of(month.person("Hugo"))
    early = hugo.post("/api/v1/pay-periods/", {"department": month.department.pk, "month": "2026-11-01"}, format="json")
    assert (early.status_code, early.json()["code"]) == (409, "pay_not_ready")
    assert "November 2026 is not over" in early.json()["detail"]
    period = month.freeze()
    assert hugo.post(f"/api/v1/pay-periods/{period.pk}/thaw/").json()["state"] == "open"


def test_the_pay_of_a_leaver_is_drafted_for_whom_the_caller_keeps(month):
    hugo, mila = api_of(month.person("Hugo")), month.person("Mila")
    Employee.objects.filter(pk=mila.pk).update(left_on=date(2026, 10, 23))
    asked = {"employee": mila.pk}
    for _twice in range(2):
        made = hugo.post("/api/v1/pay-leavers/", asked, format="json")
        assert (made.status_code, made.json()["state"], made.json()["leaver"]["name"]) == (201, "drafted", "Mila")
    own = hugo.post("/api/v1/pay-leavers/", {"employee": month.person("Hugo").pk}, format="json")
    assert (own.status_code, own.json()["code"]) == (422, "refused")
    assert {row["kind"] for row in hugo.get("/api/v1/pay-leavers/").json()["results"]} == {"leaver"}
    assert api_of(month.person("Vera")).post("/api/v1/pay-leavers/", asked, format="json").status_code == 403
