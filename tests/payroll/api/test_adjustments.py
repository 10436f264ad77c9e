"""Adjustments, corrections and objections through the API (Y4, Y5)."""

from typing import Any

import pytest

from payroll.models import PayAdjustment
from tests.factories import pay
from tests.factories.api import api_of
from tests.factories.people import an_employee
from tests.payroll.closed import a_closed_month
from tests.plugins.pages import _wednesday_noon, statements
from workload.models import Employee

__all__ = ["_wednesday_noon", "statements"]
pytestmark = pytest.mark.django_db
URL = "/api/v1/pay-adjustments/"
CORRECT = "/api/v1/pay-corrections/"
OBJECTIONS = "/api/v1/pay-objections/"


def test_an_objection_is_upheld_corrected_and_agreed_to() -> None:
    closed = a_closed_month()
    manager, head, director = api_of(closed.manager), api_of(closed.head), api_of(closed.director)
    line = closed.line("output")
    made = manager.post(OBJECTIONS, {"line": line.pk, "text": "Two are missing."}, format="json")
    assert (made.status_code, made.json()["code"], made.json()["allowed_actions"]) == (201, "output", [])
    assert head.post(OBJECTIONS, {"line": line.pk, "text": "No."}, format="json").status_code == 403
    uphold = f"{OBJECTIONS}{made.json()['id']}/uphold/"
    assert head.get(OBJECTIONS).json()["results"][0]["allowed_actions"] == ["uphold", "reject"]
    assert head.post(uphold, {"answer": "So it is."}, format="json").json()["state"] == "upheld"
    asked: dict[str, Any] = {
        "payslip": closed.slip.pk,
        "changes": [{"section": 1, "what": "output", "value": "165"}],
        "reason": "Forgotten",
        "objection": made.json()["id"],
    }
    wrong = {**asked, "changes": [{"section": 1, "what": "charm", "value": "1"}]}
    answer = head.post(CORRECT, wrong, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "sections[0].charm")
    [row] = head.post(CORRECT, asked, format="json").json()
    assert (row["amount"], row["corrects"], row["allowed_actions"]) == ("4000.00", line.pk, ["refuse"])
    assert director.get(f"{URL}{row['id']}/").json()["allowed_actions"] == ["agree", "refuse"]
    assert director.post(f"{URL}{row['id']}/agree/", {}, format="json").json()["state"] == "agreed"
    assert manager.get(URL, {"paid": "false", "month": "2026-11-05"}).json()["results"][0]["id"] == row["id"]
    assert manager.get(f"{OBJECTIONS}{made.json()['id']}/").json()["adjustment"] == row["id"]


def test_a_minus_names_its_ground_and_waits_for_consent() -> None:
    closed = a_closed_month(additions=[{"code": "addition", "amount": "700.00", "reason": "A fair"}])
    manager, head = api_of(closed.manager), api_of(closed.head)
    asked = {"employee": closed.manager.pk, "amount": "-1.00", "reason": "Paid twice"}
    assert head.post(URL, asked, format="json").json()["errors"][0]["field"] == "ground"
    row = head.post(URL, {**asked, "ground": "counting"}, format="json").json()
    assert manager.get(f"{URL}{row['id']}/").json()["allowed_actions"] == ["consent"]
    assert manager.post(f"{URL}{row['id']}/consent/", {}, format="json").json()["consented_on"] == "2026-11-18"
    reverse = f"/api/v1/payslip-lines/{closed.line('addition').pk}/reverse/"
    turned = head.post(reverse, {"amount": "-700.00", "reason": "No fair", "ground": "counting"}, format="json")
    assert (turned.status_code, turned.json()["kind"]) == (201, "correction")
    refuse = f"{URL}{turned.json()['id']}/refuse/"
    assert head.post(refuse, {"note": "A slip."}, format="json").json()["state"] == "refused"


def test_who_answers_one_level_up_corrects_the_payslip_of_a_head() -> None:
    closed = a_closed_month(of_head=True, additions=[{"code": "addition", "amount": "700.00", "reason": "A fair"}])
    boss, other = an_employee("manager"), an_employee("head")
    Employee.objects.filter(pk=closed.head.pk).update(manager=boss)
    changes = [{"section": 1, "what": "output", "value": "165"}]
    asked = {"payslip": closed.slip.pk, "changes": changes, "reason": "Forgotten"}
    reverse = f"/api/v1/payslip-lines/{closed.line('addition').pk}/reverse/"
    turned = {"amount": "-700.00", "reason": "No fair", "ground": "counting"}
    stranger = api_of(other)
    assert stranger.post(CORRECT, asked, format="json").json()["errors"][0]["field"] == "payslip"
    assert stranger.post(reverse, turned, format="json").status_code == 404
    [row] = api_of(boss).post(CORRECT, asked, format="json").json()
    assert row["amount"] == "4000.00"
    assert api_of(boss).post(reverse, turned, format="json").status_code == 201


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_as_many_statements_for_one_as_for_three(statements: Any, rows: int) -> None:
    closed = a_closed_month()
    for _ in range(rows):
        pay.an_adjustment(closed.manager, corrects=closed.line("base"))
    for line in closed.slip.lines.all()[:rows]:
        pay.an_objection(line)
    director = api_of(closed.director)
    assert (statements(director, URL), statements(director, OBJECTIONS)) == (4, 3)
    assert PayAdjustment.objects.count() == rows
