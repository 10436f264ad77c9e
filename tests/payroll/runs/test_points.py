"""Points on payslips: settled at drafting, applied by the first approval, limited by what was read in time (M3, M4)."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disputes.models import KittyEntry, Posting, Settlement
from payroll.actions.runs.deciding import send_back
from payroll.models import LineEvidence, PayPeriod, Payslip, PlanAcknowledgement
from support_desk.shared.errors import Conflict, Refused
from tests.factories.disputes import a_point_policy
from tests.factories.pay import a_pay_period, assigned
from tests.factories.pay_months import PayMonth, a_pay_month, read
from tests.factories.people import a_department, an_employee
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def lost(month: PayMonth, points: int = 2) -> Settlement:
    """Vera to Mila, a hundred rubles a point."""
    posted(month.person("Mila"), month.person("Vera"), points)
    return settled(month.department)


def slip_of(name: str) -> Payslip:
    return Payslip.objects.get(employee__name=name)


def test_points_stand_on_the_payslips_and_are_applied_with_the_first_approval(month):
    settlement = lost(month)
    month.freeze()
    month.draft()
    assert {slip.employee.name: slip.total for slip in Payslip.objects.all()} == {
        "Hugo": Decimal(100_000), "Mila": Decimal(100_200), "Vera": Decimal(99_800),
    }  # fmt: skip
    line = slip_of("Vera").lines.get(code="settlement")
    assert (line.amount, line.section, line.position) == (Decimal(-200), None, 3)
    (told,) = LineEvidence.objects.filter(line=line)
    assert (told.source, told.ids) == ("settlement", [settlement.pk])
    month.confirm()
    settlement.refresh_from_db()
    assert settlement.state == "settled", "confirming computes and applies nothing"
    month.approve()
    settlement.refresh_from_db()
    assert settlement.state == "applied"
    assert sorted(settlement.lines.values_list("amount", flat=True)) == [-200, 0, 200]
    month.draft()
    assert month.run("head").state == "drafted", "what is left is drafted by the settlement as it was applied"


def test_a_minus_takes_nothing_of_who_had_not_read_their_plan():
    """Nothing is withheld, so that the pool is empty and the winner gets nothing; both payslips say why."""
    month = a_pay_month(unread="Vera")
    PlanAcknowledgement.objects.create(employee=month.person("Vera"), version=month.version, at=IN_NOVEMBER)
    lost(month)
    month.freeze()
    month.draft()
    assert {slip.total for slip in Payslip.objects.all()} == {Decimal(100_000)}
    (unread,), (pool,) = slip_of("Vera").remarks, slip_of("Mila").remarks
    assert "was not read" in unread[0] and unread[1] == {"nominal": "-200.00", "amount": "0.00"}
    assert "was not enough" in pool[0] and pool[1] == {"nominal": "200.00", "amount": "0.00"}
    month.confirm()
    assert month.approve().state == "approved"


def test_points_that_came_to_something_else_ask_for_another_draft(month, monkeypatch):
    lost(month)
    month.freeze()
    month.draft()
    month.confirm()
    monkeypatch.setattr("payroll.queries.runs.figures.is_acknowledged", lambda *_asked: frozenset())
    with pytest.raises(Conflict, match="worth something else"):
        month.approve()
    assert Settlement.objects.get().state == "settled" and not KittyEntry.objects.exists()
    send_back(run=month.run(), note="Points have changed.", by=month.viewer("Dina"), at=IN_NOVEMBER)
    month.draft()
    month.confirm()
    assert month.approve().state == "approved"


def test_points_of_another_department_wait_until_its_facts_stand_still(month):
    """Vera has lost them in Sales, which settles them; this department pays her."""
    sales = a_department(name="Sales")
    a_point_policy(sales, kind="kitty")
    olga = an_employee("manager", department=sales, name="Olga")
    assigned(olga, month.version)
    read(month.version, olga)
    (won,) = posted(olga, month.person("Vera"), 1, only=[olga])
    side = {"dispute": won.dispute, "step": won.step, "initiator": olga, "cause": won.cause, "posted_at": won.posted_at}
    Posting.objects.create(employee=month.person("Vera"), department=sales, month=OCTOBER, points=-1, **side)
    settlement = settled(sales)
    settled(month.department)
    month.freeze()
    month.draft()
    assert month.run().errors == [
        [month.person("Vera").pk, "Points of this month were settled in Sales as well: freeze its month of pay first."]
    ]
    a_pay_period(sales, OCTOBER)
    month.draft()
    assert month.run().errors == [] and slip_of("Vera").total == Decimal(99_900)
    month.confirm()
    with CaptureQueriesContext(connection) as told:
        month.approve()
    first = next(one["sql"] for one in told if "FOR NO KEY UPDATE" in one["sql"])
    assert {str(month.department.pk), str(sales.pk)} <= set(re.findall(r"\d+", first)), "both before anything else"
    settlement.refresh_from_db()
    assert settlement.state == "applied" and KittyEntry.objects.get().amount == 100


def test_points_wait_for_the_department_that_pays_who_lost_them(month):
    """Vera lost them here and is paid by Sales by now, whose facts may still change what she has to lose."""
    settlement = lost(month)
    sales = a_department(name="Sales")
    terms = month.person("Vera").employments.get()
    terms.ends_on = OCTOBER.replace(day=15)
    terms.save()
    terms.pk, terms.starts_on, terms.ends_on, terms.department = None, OCTOBER.replace(day=16), None, sales
    terms._state.adding = True
    terms.save()
    a_pay_period(month.department, OCTOBER)
    month.draft()
    why = "Sales pays somebody with points of this month: freeze its month of pay first."
    assert month.run().errors == [[month.person("Mila").pk, why]]
    period = a_pay_period(sales, OCTOBER)
    month.draft()
    assert month.run().errors == []
    month.confirm()
    PayPeriod.objects.filter(pk=period.pk).update(state="open", frozen_at=None, frozen_by=None)
    with pytest.raises(Refused, match="Sales pays somebody"):
        month.approve()
    settlement.refresh_from_db()
    assert settlement.state == "settled"
