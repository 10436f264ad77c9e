"""Months of which nothing waits any more are closed, whatever came last (Y5, I5)."""

from datetime import date

import pytest

from payroll.actions.leaving import draft_leaver
from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run, send_back
from payroll.models import PayRun, PlanAssignment
from support_desk.shared.errors import Refused
from tests.factories.pay import a_pay_run
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.people import an_employee
from tests.factories.timesheets import IN_NOVEMBER
from workload.models import Employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def test_a_month_whose_people_all_left_and_are_paid_is_closed_with_its_facts(month: PayMonth) -> None:
    people = Employee.objects.filter(employments__department=month.department)
    people.exclude(name="Mila").update(left_on=date(2026, 9, 30))
    people.filter(name="Mila").update(left_on=date(2026, 10, 23))
    mila = month.person("Mila")
    terms = PlanAssignment.objects.filter(employee=mila)
    terms.update(ends_on=date(2026, 10, 9))
    with pytest.raises(Refused, match="plan"):
        draft_leaver(employee=mila, by=month.viewer("Dina"), at=IN_NOVEMBER)
    assert not PayRun.objects.exists(), "a run that pays nobody would keep the month open"
    terms.update(ends_on=None)
    run = draft_leaver(employee=mila, by=month.viewer("Dina"), at=IN_NOVEMBER)
    an_employee("director", name="Stas")
    confirm_run(run=run, digest=run.digest, by=month.viewer("Dina"), at=IN_NOVEMBER)
    approve_run(run=run, digest=run.digest, by=month.viewer("Stas"), at=IN_NOVEMBER)
    assert month.period.state == "open"
    assert month.freeze(by="Dina").state == "closed"


def test_a_month_is_closed_when_what_pays_nobody_is_sent_back(month: PayMonth) -> None:
    an_employee("director", name="Stas")
    period = month.freeze()
    run = a_pay_run(
        period, kind="leaver", leaver=month.person("Stas"), state="drafted", drafted_at=IN_NOVEMBER, digest="0" * 64
    )
    month.draft()
    for tier, by, other in (("staff", "Hugo", "Dina"), ("head", "Dina", "Stas")):
        own = PayRun.objects.standing().get(kind="month", tier=tier)
        own = confirm_run(run=own, digest="", by=month.viewer(by), at=IN_NOVEMBER)
        approve_run(run=own, digest="", by=month.viewer(other), at=IN_NOVEMBER)
    assert month.period.state == "frozen"
    send_back(run=run, note="Nobody is in it.", by=month.viewer("Hugo"), at=IN_NOVEMBER)
    assert month.period.state == "closed"
