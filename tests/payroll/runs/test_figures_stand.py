"""What people have to lose by points is the same whichever of them is paid first (M4)."""

from datetime import date

import pytest

from payroll.models import PlanAcknowledgement, PlanAssignment
from payroll.queries.runs.figures import figures_of, paid_where
from payroll.queries.runs.points import waiting_in
from tests.factories.pay import (
    a_pay_period,
    a_pay_plan,
    a_pay_run,
    a_payslip,
    a_quiet_department,
    an_adjustment,
    assigned,
)
from tests.factories.pay_months import QUALITY, a_pay_month
from tests.factories.people import a_department
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.models import Employment

pytestmark = pytest.mark.django_db


def test_an_addition_and_points_leave_what_one_has_to_lose_as_it_was_before_the_draft() -> None:
    month = a_pay_month()
    mila = month.person("Mila")
    an_adjustment(
        mila, "500.00", month=OCTOBER, state="agreed", decided_by=month.person("Dina"), decided_at=IN_NOVEMBER
    )
    former = a_payslip(a_pay_run(a_pay_period(a_quiet_department(), date(2026, 9, 1))), mila)
    an_adjustment(
        mila, "30.00", corrects=former.lines.get(code="base"), month=OCTOBER, state="agreed",
        decided_by=month.person("Dina"), decided_at=IN_NOVEMBER,
    )  # fmt: skip
    posted(month.person("Vera"), mila, 2)
    settled(month.department)
    month.freeze()
    before = figures_of(month.department, OCTOBER, {mila.pk})
    month.draft()
    assert mila.payslips.get(month=OCTOBER).total == 100_330
    assert figures_of(month.department, OCTOBER, {mila.pk}) == before
    assert before.people[0].pay == 10_000_000


def test_who_has_not_read_one_of_two_plans_has_nothing_to_lose_and_is_paid_where_they_work_by_then() -> None:
    month = a_pay_month()
    vera, mila = month.person("Vera"), month.person("Mila")
    PlanAssignment.objects.filter(employee=vera).update(ends_on=date(2026, 10, 15))
    second = a_pay_plan(QUALITY)
    assigned(vera, second, starts_on=date(2026, 10, 16))
    # Too late: the month had begun.
    PlanAcknowledgement.objects.create(employee=vera, version=second, at=IN_NOVEMBER.replace(month=10, day=5))
    found = figures_of(month.department, OCTOBER, {vera.pk, mila.pk})
    assert found.unread == {vera.pk}
    assert {one.id: one.variable for one in found.people} == {vera.pk: 0, mila.pk: 40_000_00}
    here = mila.employments.get()
    Employment.objects.filter(pk=here.pk).update(ends_on=date(2026, 10, 31))
    Employment.objects.create(
        employee=mila, department=a_department(), position=here.position, starts_on=date(2026, 11, 1)
    )
    assert paid_where([mila.pk], OCTOBER) == {month.department.pk: [mila.pk]}


def test_points_wait_for_the_payslips_of_those_alone_who_get_one() -> None:
    """Vera is paid elsewhere: nobody waits for a payslip of hers."""
    month = a_pay_month()
    posted(month.person("Mila"), month.person("Vera"), 1)
    settlement = settled(month.department)
    PlanAssignment.objects.filter(employee=month.person("Vera")).update(plan=None)
    assert waiting_in(settlement) == {month.person("Mila").pk}
    month.freeze()
    month.draft()
    assert waiting_in(settlement) == set(), "everybody has theirs"
