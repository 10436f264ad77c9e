"""Payslips over the API (Y3, P2)."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payroll.domain.pay_record import answer_of, digest_of
from payroll.models import LineEvidence
from tests import factories as make
from tests.factories.api import api_of
from tests.factories.payslips import FEBRUARY, a_draft, a_paid_month
from workload.domain.months import month_after

pytestmark = pytest.mark.django_db
# Token or account, person, for whom one stands in, payslips, lines, evidence.
STATEMENTS = 6


@pytest.fixture(autouse=True)
def _wednesday_noon(settings):
    settings.SECOND_FACTOR_ROLES = ()
    with time_machine.travel(make.NOW, tick=False):
        yield


@pytest.fixture
def anna():
    return make.an_employee("manager", department=make.a_department(name="Support"), name="Anna")


@pytest.fixture
def people(anna):
    head = make.an_employee("head", department=anna.employments.get().department)
    return head, make.an_employee("director")


def test_a_payslip_is_read_with_lines_evidence_and_what_it_was_computed_from(anna, people):
    slip = a_paid_month(anna, people, evidence={"upsales": {LineEvidence.Source.OFFERS: [7, 8]}})
    (row,) = api_of(anna).get("/api/v1/payslips/", {"month": "2026-02-17"}).json()["results"]
    assert (row["employee"]["name"], row["total"], row["state"]) == ("Anna", "91326.32", "approved")
    assert row["digest"] == digest_of(row["computed_from"], answer_of(row["computed_from"]))
    upsales = next(line for line in row["lines"] if line["code"] == "upsales")
    assert upsales["evidence"] == [{"source_name": "offers", "ids": [7, 8], "figures": []}]
    assert api_of(anna).get("/api/v1/payslips/", {"state": "drafted"}).json()["results"] == []
    assert api_of(make.an_employee("manager")).get(f"/api/v1/payslips/{slip.pk}/").status_code == 404


def test_a_draft_is_for_who_answers_for_it(anna, people):
    slip = a_draft(anna)
    seen = [api_of(one).get(f"/api/v1/payslips/{slip.pk}/").status_code for one in (anna, *people)]
    assert seen == [404, 200, 200]


@pytest.mark.parametrize("months", [1, 3])
def test_as_many_statements_whatever_the_number_of_payslips(anna, people, months):
    for back in range(months):
        a_paid_month(anna, people, month=month_after(FEBRUARY, -back))
    api = api_of(anna)
    api.get("/api/v1/payslips/")
    with CaptureQueriesContext(connection) as captured:
        assert len(api.get("/api/v1/payslips/").json()["results"]) == months
    asked = [one["sql"] for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) == STATEMENTS, "\n".join(asked)
