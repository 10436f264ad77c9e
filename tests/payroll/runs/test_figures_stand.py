"""What people have to lose by points is the same whichever of them is paid first (M4)."""

import pytest

from payroll.queries.runs.figures import figures_of
from tests.factories.pay import an_adjustment
from tests.factories.pay_months import a_pay_month
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER

pytestmark = pytest.mark.django_db


def test_an_addition_and_points_leave_what_one_has_to_lose_as_it_was_before_the_draft() -> None:
    month = a_pay_month()
    mila = month.person("Mila")
    an_adjustment(
        mila, "500.00", month=OCTOBER, state="agreed", decided_by=month.person("Dina"), decided_at=IN_NOVEMBER
    )
    posted(month.person("Vera"), mila, 2)
    settled(month.department)
    month.freeze()
    before = figures_of(month.department, OCTOBER, {mila.pk})
    month.draft()
    assert mila.payslips.get().total == 100_300
    assert figures_of(month.department, OCTOBER, {mila.pk}) == before
    assert before.people[0].pay == 10_000_000
