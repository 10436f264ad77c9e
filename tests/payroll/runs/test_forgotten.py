"""A month of pay that nobody began is not lost, nor are days and points that no payslip pays (Y5)."""

from datetime import date

import pytest

from payroll.actions.leaving import draft_leaver
from payroll.models import PlanAssignment
from payroll.queries.runs.checks import checks_of
from payroll.queries.runs.month_list import month_list
from tests.factories.pay import a_pay_period
from tests.factories.pay_months import a_pay_month
from tests.factories.people import a_department
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.models import Employee

pytestmark = pytest.mark.django_db


def test_a_month_that_nobody_began_stays_in_the_list_and_is_named_before_the_next_is_frozen() -> None:
    month = a_pay_month()
    rows = month_list(month.viewer("Hugo"), None).rows
    assert [row.period.month for row in rows] == [OCTOBER], "nothing was ever paid by the desk"
    a_pay_period(a_department(), date(2026, 7, 1))
    PlanAssignment.objects.update(starts_on=date(2026, 8, 10))
    rows = month_list(month.viewer("Hugo"), None).rows
    assert [row.period.month.month for row in rows] == [10, 9, 8]
    assert not any(row.period.pk for row in rows)
    a_pay_period(month.department, date(2026, 8, 1))
    looked = {check.code: check for check in checks_of(month.department, OCTOBER, IN_NOVEMBER)}
    assert looked["earlier"].outcome == "look"
    assert looked["earlier"].sentence == "Earlier months of pay are not closed: August 2026, September 2026."


def test_days_and_points_that_no_payslip_pays_are_named_before_the_freeze() -> None:
    month = a_pay_month()
    mila = month.person("Mila")
    posted(month.person("Hugo"), month.person("Vera"), 2)
    PlanAssignment.objects.filter(employee__name="Vera").update(plan=None)
    settled(month.department)
    Employee.objects.filter(pk=mila.pk).update(left_on=date(2026, 10, 23))
    draft_leaver(employee=month.person("Mila"), by=month.viewer("Hugo"), at=IN_NOVEMBER)
    looked = {check.code: check for check in checks_of(month.department, OCTOBER, IN_NOVEMBER)}
    assert "days" not in looked
    assert looked["unpaid_points"].sentence == "No payslip of this month pays the points of: Vera."
    Employee.objects.filter(pk=mila.pk).update(left_on=date(2026, 10, 30))
    looked = {check.code: check for check in checks_of(month.department, OCTOBER, IN_NOVEMBER)}
    assert looked["days"].outcome == "look" and "last day of: Mila." in looked["days"].sentence
