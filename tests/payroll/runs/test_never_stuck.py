"""Months of pay that could come to a standstill, and do not (Y5, P4)."""

import pytest

from payroll.actions.runs.deciding import send_back
from payroll.models import Payslip
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.timesheets import IN_NOVEMBER
from workload.models import Department, RoleAssignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def led_by(month: PayMonth, name: str) -> None:
    """By name only, and by nobody's role."""
    RoleAssignment.objects.filter(employee=month.person("Hugo"), role="head").delete()
    Department.objects.filter(pk=month.department.pk).update(head=month.person(name))
    month.department.refresh_from_db()


def paid_in(month: PayMonth, tier: str) -> set[str]:
    return set(Payslip.objects.filter(run=month.run(tier)).values_list("employee__name", flat=True))


def test_who_led_the_department_until_now_is_paid_by_the_run_that_is_not_approved(month: PayMonth) -> None:
    led_by(month, "Hugo")
    month.freeze()
    month.draft()
    month.confirm()
    month.approve()
    send_back(run=month.run("head"), note="Look again.", by=month.viewer("Dina"), at=IN_NOVEMBER)
    led_by(month, "Mila")
    month.draft(by="Dina")
    assert (paid_in(month, "head"), paid_in(month, "staff")) == ({"Hugo"}, {"Mila", "Vera"})
    month.confirm("head", by="Dina")
    assert month.run("head").state == "confirmed"
