"""`/pay/adjustments/`, `/pay/objections/`, `/pay/leavers/`: from an objection to the sum that is paid (Y4, Y5)."""

from typing import Any

import pytest

from payroll.models import PayAdjustment, PayObjection
from tests import factories as make
from tests.factories import pay
from tests.payroll.closed import a_closed_month
from workload.models import Employee

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures; the list, how many wait, and of adjustments whether one may propose
STATEMENTS = {"/pay/adjustments/": 7, "/pay/objections/": 6}


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_objection_becomes_a_correction_that_the_director_agrees_to(visit: Any) -> None:
    closed = a_closed_month()
    line = closed.line("output")
    manager, head, director = visit(closed.manager), visit(closed.head), visit(closed.director)
    assert "Output: 40,000.00" in text(manager.get(f"/pay/lines/{line.pk}/object/"))
    assert head.get(f"/pay/lines/{line.pk}/object/").status_code == 404
    manager.post(f"/pay/lines/{line.pk}/object/", {"text": "Fifteen norm-hours are missing."})
    objection = PayObjection.objects.get()
    assert "1 objection waits for your answer" in text(head.get("/pay/objections/"))
    page = f"/pay/objections/{objection.pk}/"
    assert "Your answer" in text(head.get(page)) and "Your answer" not in text(manager.get(page))
    assert head.post(f"{page}answer/", {"event": "uphold"}).status_code == 422
    led = head.post(f"{page}answer/", {"event": "uphold", "answer": "They are."})
    assert led.url == f"/pay/payslips/{closed.slip.pk}/correct/?objection={objection.pk}"
    form = {"s0-worked_hours": "176", "s0-worked_days": "22", "s0-output": "165", "s0-output.target": "150"}
    shown = text(head.post(led.url, {**form, "reason": "Forgotten tickets"}))
    assert "Fifteen norm-hours are missing." in shown and "4,000.00" in shown
    assert not PayAdjustment.objects.exists()
    head.post(led.url, {**form, "reason": "Forgotten tickets", "propose": "1"})
    row = PayAdjustment.objects.get()
    assert (str(row.amount), objection.pk) == ("4000.00", row.objections.get().pk)
    decide = f"/pay/adjustments/{row.pk}/decide/"
    assert "Take it back" in text(head.get(f"/pay/adjustments/{row.pk}/"))
    assert "40,000.00" in text(director.get(f"/pay/adjustments/{row.pk}/"))
    assert "Say why you refuse" in text(director.post(decide, {"event": "refuse"}))
    director.post(decide, {"event": "agree"})
    row.refresh_from_db()
    assert row.state == "agreed" and "A correction of" in text(manager.get(page))


def test_an_addition_is_proposed_once_and_a_minus_waits_for_consent(visit: Any) -> None:
    closed = a_closed_month()
    head, manager = visit(closed.head), visit(closed.manager)
    assert manager.get("/pay/adjustments/new/").status_code == 404
    form = {"employee": closed.manager.pk, "amount": "-100.00", "reason": "Paid twice", "idempotency_key": "one"}
    assert "on what ground" in text(head.post("/pay/adjustments/new/", form))
    for _ in range(2):
        assert head.post("/pay/adjustments/new/", {**form, "ground": "counting"}).status_code == 302
    row = PayAdjustment.objects.get()
    page = f"/pay/adjustments/{row.pk}/"
    assert "I consent" in text(manager.get(page)) and "I consent" not in text(head.get(page))
    assert visit(closed.director).post(f"{page}decide/", {"event": "agree"}).status_code == 422
    assert manager.post(f"{page}consent/").status_code == 302
    assert visit(closed.director).post(f"{page}decide/", {"event": "agree"}).status_code == 302
    assert head.get(f"{page}paper/").status_code == 404


def test_a_line_without_facts_is_turned_back_and_leavers_are_listed(visit: Any) -> None:
    closed = a_closed_month(additions=[{"code": "addition", "amount": "700.00", "reason": "A fair"}])
    head = visit(closed.head)
    address = f"/pay/lines/{closed.line('addition').pk}/reverse/"
    assert "700.00" in text(head.get(address))
    taken = {"amount": "-701.00", "reason": "Another fair", "ground": "counting"}
    assert "no more of it" in text(head.post(address, taken))
    assert head.post(address, {**taken, "amount": "-700.00"}).status_code == 302
    assert "Nobody leaves" in text(head.get("/pay/leavers/"))
    Employee.objects.filter(pk=closed.manager.pk).update(left_on=make.NOW.date())
    assert "not drafted yet" in text(head.get("/pay/leavers/"))
    drafted = head.post(f"/pay/leavers/{closed.manager.pk}/draft/", follow=True)
    assert "No pay plan holds from 1 November 2026 to 18 November 2026." in text(drafted)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", list(STATEMENTS))
def test_lists_take_as_many_statements_for_one_row_as_for_three(
    visit: Any, statements: Any, rows: int, address: str
) -> None:
    closed = a_closed_month()
    for line in closed.slip.lines.all()[: min(rows, 2)]:
        pay.an_objection(line)
    for _ in range(rows):
        pay.an_adjustment(closed.manager)
    browser = visit(closed.director)
    browser.get(address)
    assert statements(browser, address) == STATEMENTS[address]
