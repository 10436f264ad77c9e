"""Adjustments that payslips take up: each once, and minuses only as far as the pay bears them (Y5)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from payroll.actions.minus import Minus
from payroll.actions.proposing import propose_addition
from payroll.actions.runs import writing
from payroll.models import PayAdjustment, PayRun, Payslip
from support_desk.shared.errors import Conflict, Refused
from tests import factories as make
from tests.factories import pay
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER

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


def test_what_is_agreed_after_the_draft_is_drafted_before_anybody_confirms(month):
    """It was promised with the payslip of October; a minus that the draft has left waiting stops nothing."""
    agreed(month, "Vera", "-90000.00")
    month.freeze()
    month.draft()
    row = agreed(month, "Mila", "1000.00")
    PayAdjustment.objects.filter(pk=row.pk).update(decided_at=IN_NOVEMBER + timedelta(minutes=1))
    with pytest.raises(Conflict, match="agreed for Mila since"):
        month.confirm()
    month.draft()
    assert month.confirm().state == "confirmed"


def test_an_addition_goes_into_a_month_that_is_still_to_be_paid_and_not_years_ahead(month):
    """Nothing of October is begun on 9 November: a sum for it is not late; the year 2062 is a slip of the finger."""
    told: dict[str, Any] = {"employee": month.person("Mila"), "amount": Decimal(500), "reason": "A fair."}
    by = {"by": month.viewer("Hugo"), "at": IN_NOVEMBER}
    assert propose_addition(**told, **by).month == OCTOBER
    assert propose_addition(**told, month=date(2027, 10, 31), **by).month == date(2027, 10, 1)
    with pytest.raises(Refused, match="next twelve") as refused:
        propose_addition(**told, month=date(2062, 10, 1), **by)
    assert refused.value.field == "month"


def test_a_paper_is_signed_on_the_day_that_it_is_in_the_department(month):
    """Nine in the evening of the 9th in UTC is the 10th in Vladivostok, and not yet the 11th."""
    month.department.timezone = "Asia/Vladivostok"
    month.department.save()
    at = IN_NOVEMBER.replace(hour=21)
    for day, field in ((IN_NOVEMBER.day + 1, "paper"), (IN_NOVEMBER.day + 2, "consented_on")):
        minus = Minus("counting", IN_NOVEMBER.date().replace(day=day))
        with pytest.raises(Refused) as refused:
            propose_addition(employee=month.person("Mila"), amount=Decimal(-5), reason="Twice.", minus=minus,
                             by=month.viewer("Hugo"), at=at)  # fmt: skip
        assert refused.value.field == field
