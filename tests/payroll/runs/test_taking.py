"""Adjustments that payslips take up: each once, and minuses only as far as the pay bears them (Y5)."""

from datetime import date
from typing import Any

import pytest

from payroll.actions.runs import writing
from payroll.models import PayAdjustment, PayRun, Payslip
from support_desk.shared.errors import Conflict
from tests import factories as make
from tests.factories import pay
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def agreed(month: PayMonth, name: str, amount: str) -> PayAdjustment:
    by = {"state": "agreed", "decided_by": month.person("Dina"), "decided_at": IN_NOVEMBER}
    minus: dict[str, Any] = {"ground": "counting", "consented_on": date(2026, 10, 5)} if amount.startswith("-") else {}
    return pay.an_adjustment(month.person(name), amount, month=date(2026, 10, 1), **by, **minus)


def test_what_another_payslip_has_taken_meanwhile_is_not_paid_twice(month, monkeypatch):
    row = agreed(month, "Mila", "1000.00")
    mila, read_before = month.person("Mila"), writing.waiting_for([month.person("Mila").pk], row.month)
    elsewhere = pay.a_payslip(pay.a_pay_run(pay.a_pay_period(pay.a_quiet_department())), month.person("Vera"))
    PayAdjustment.objects.update(payslip=elsewhere)
    run = PayRun.objects.create(period=pay.a_pay_period(month.department), tier="staff", started_at=IN_NOVEMBER)
    monkeypatch.setattr(writing, "waiting_for", lambda *_asked: read_before)
    with pytest.raises(Conflict, match="another payslip"):
        writing.write_slips(run=run, people=[mila.pk], at=IN_NOVEMBER)
    row.refresh_from_db()
    assert row.payslip == elsewhere


def test_no_more_than_a_fifth_is_taken_at_once_and_the_rest_waits(month):
    """100,000, 5,000 more and 100 of points lost bear 20,980: the second of 15,000 waits, one of 5,980 after it is
    taken, and nothing is left for a kopeck."""
    rows = [agreed(month, "Mila", amount) for amount in ("-15000.00", "-15000.01", "5000.00", "-5980.00", "-0.01")]
    make.a_point_policy(month.department)
    posted(month.person("Vera"), month.person("Mila"), 1)
    settled(month.department)
    month.freeze()
    month.draft()
    slip = Payslip.objects.get(employee__name="Mila")
    assert slip.total == 83_920 and month.run().errors == []
    assert [row.payslip for row in PayAdjustment.objects.order_by("pk")] == [slip, None, slip, slip, None]
    amounts = [params["amount"] for template, params in slip.remarks if "waits for a later month" in template]
    assert amounts == ["15000.01", "0.01"] and rows[1].state == "agreed"
