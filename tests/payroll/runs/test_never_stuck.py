"""Months of pay that could come to a standstill, and do not (Y5, P4)."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from payroll.actions.plans.assigning import Pay, assign_plan
from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run, send_back
from payroll.actions.runs.freezing import PayNotReady
from payroll.models import PayRun
from payroll.queries.runs.checks import checks_of
from payroll.queries.runs.people import paid_by
from support_desk.shared.errors import PeriodClosed
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.people import a_department, an_employee
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.models import Department, Employee, RoleAssignment, Substitute, Timesheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def led_by(month: PayMonth, name: str) -> None:
    """By name only, and by nobody's role."""
    RoleAssignment.objects.filter(employee=month.person("Hugo"), role="head").delete()
    Department.objects.filter(pk=month.department.pk).update(head=month.person(name))
    month.department.refresh_from_db()


def test_who_led_the_department_until_now_is_paid_by_a_further_run_of_the_staff(month: PayMonth) -> None:
    led_by(month, "Hugo")
    month.freeze()
    month.draft()
    month.confirm()
    month.approve()
    send_back(run=month.run("head"), note="Look again.", by=month.viewer("Dina"), at=IN_NOVEMBER)
    led_by(month, "Vera")
    month.draft(by="Dina")
    further = PayRun.objects.get(state="drafted")
    assert further.tier == "staff" and [slip.employee.name for slip in further.payslips.all()] == ["Hugo"]
    confirm_run(run=further, digest="", by=month.viewer("Vera"), at=IN_NOVEMBER)
    approve_run(run=further, digest="", by=month.viewer("Dina"), at=IN_NOVEMBER)
    assert month.period.state == "closed"


def test_who_came_after_the_freeze_is_paid_by_a_further_run_and_the_month_closes(month: PayMonth, visit: Any) -> None:
    """Once somebody has signed their hours; the points of the others were applied by the first approval."""
    posted(month.person("Vera"), month.person("Mila"), 2)
    settled(month.department)
    an_employee("director", name="Stas")
    month.freeze()
    month.draft()
    month.confirm()
    month.confirm("head", by="Dina")
    late = an_employee("manager", name="Lena", department=month.department, hired_on=date(2026, 10, 5))
    month.approve()
    month.approve("head", by="Stas")
    assert month.period.state == "frozen"
    with time_machine.travel(IN_NOVEMBER, tick=False):
        page = reverse("pay-month", args=[month.department.pk, OCTOBER])
        seen = visit(month.person("Hugo")).get(page).content.decode()
    assert "Approved without them: Lena." in seen and "Draft the rest" in seen
    terms: dict[str, Any] = {"starts_on": date(2026, 10, 5), "by": month.viewer("Dina"), "at": IN_NOVEMBER}
    with pytest.raises(PeriodClosed):
        assign_plan(employee=month.person("Vera"), pay=Pay(None), **terms)
    assign_plan(employee=late, pay=Pay(month.version.plan), **terms)
    sheet = Timesheet.objects.create(employee=late, department=month.department, month=OCTOBER, filled_at=IN_NOVEMBER)
    with pytest.raises(PayNotReady, match="timesheet of Lena"):
        month.draft()
    Timesheet.objects.filter(pk=sheet.pk).update(state="approved", approved_at=IN_NOVEMBER)
    month.draft()
    further = PayRun.objects.get(state="drafted")
    assert paid_by(further) == {late.pk} and further.errors == []
    confirm_run(run=further, digest="", by=month.viewer("Hugo"), at=IN_NOVEMBER)
    approve_run(run=further, digest="", by=month.viewer("Dina"), at=IN_NOVEMBER)
    assert month.period.state == "closed"


def test_what_pays_the_only_director_is_confirmed_by_who_stands_in(month: PayMonth) -> None:
    hugo = month.person("Hugo")
    RoleAssignment.objects.filter(role="director").update(employee=hugo)
    Employee.objects.filter(pk=hugo.pk).update(manager=None)
    looked = {check.code: check for check in checks_of(month.department, OCTOBER, IN_NOVEMBER)}
    assert looked["deciders"].outcome == "look" and "Hugo" in looked["deciders"].sentence
    stas = an_employee("manager", name="Stas", department=a_department())
    Substitute.objects.create(person=hugo, stands_in=stas, starts_on=OCTOBER)
    month.freeze()
    month.draft()
    assert month.confirm("head", by="Stas").state == "confirmed"
