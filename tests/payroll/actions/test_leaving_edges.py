"""The edges of a leaver's pay: the day, the place and the others who leave (Labour Code 140; Y5, P4)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from payroll.actions.leaving import draft_leaver
from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run
from payroll.models import PayRun
from support_desk.shared.errors import Refused
from tests.factories.pay import a_pay_period, a_pay_run, a_payslip
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.people import a_department, viewer
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.models import Employee, Employment, RoleAssignment

pytestmark = pytest.mark.django_db
THE_23RD = date(2026, 10, 23)


@pytest.fixture
def month() -> PayMonth:
    found = a_pay_month()
    Employee.objects.filter(name__in=["Mila", "Vera"]).update(left_on=THE_23RD)
    return found


def draft(month: PayMonth, who: str = "Mila", at: datetime = IN_NOVEMBER) -> PayRun:
    return draft_leaver(employee=month.person(who), by=viewer(month.person("Hugo"), at), at=at)


def test_the_last_day_begins_by_the_clock_of_the_department(month: PayMonth) -> None:
    """Half past midnight in Moscow is half past nine in the evening by UTC."""
    last_day = datetime(2026, 10, 22, 21, 30, tzinfo=UTC)
    with pytest.raises(Refused, match="not come yet"):
        draft(month, at=last_day - timedelta(hours=1))
    assert draft(month, at=last_day).state == "drafted"


def test_drafting_one_leaver_anew_leaves_another_as_drafted_and_former_months_alone(month: PayMonth) -> None:
    a_payslip(a_pay_run(a_pay_period(month.department, date(2026, 9, 1))), month.person("Mila"))
    of_vera, first = draft(month, "Vera"), draft(month)
    second = draft(month)
    standing = PayRun.objects.standing().filter(kind="leaver", period__month=OCTOBER)
    assert set(standing.values_list("pk", flat=True)) == {of_vera.pk, second.pk} and first.pk != second.pk
    assert of_vera.payslips.count() == 1


def test_a_leaver_is_paid_where_they_work_on_the_last_day(month: PayMonth) -> None:
    """Not where they worked before, nor where somebody had written them down for later."""
    mila, here = month.person("Mila"), month.person("Mila").employments.get()
    for starts_on, ends_on in ((here.starts_on, date(2026, 9, 30)), (date(2026, 11, 1), None)):
        Employment.objects.filter(pk=here.pk).update(starts_on=OCTOBER, ends_on=date(2026, 10, 31))
        Employment.objects.create(
            employee=mila, department=a_department(), position=here.position, starts_on=starts_on, ends_on=ends_on
        )
    assert draft(month).period.department == month.department


def test_who_led_the_department_earlier_in_the_month_is_paid_one_level_up(month: PayMonth) -> None:
    RoleAssignment.objects.create(
        employee=month.person("Mila"), role="head", starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 10)
    )
    assert (draft(month).tier, draft(month, "Vera").tier) == ("head", "staff")


def test_a_leavers_pay_applies_no_settlement_that_others_wait_for(month: PayMonth) -> None:
    posted(month.person("Mila"), month.person("Vera"), 2)
    settlement = settled(month.department)
    run = draft(month)
    confirm_run(run=run, digest=run.digest, by=month.viewer("Hugo"), at=IN_NOVEMBER)
    approve_run(run=run, digest=run.digest, by=month.viewer("Dina"), at=IN_NOVEMBER)
    settlement.refresh_from_db()
    assert settlement.state == "settled"
    assert [str(line.amount) for line in run.payslips.get().lines.filter(code="settlement")] == ["200.00"]
