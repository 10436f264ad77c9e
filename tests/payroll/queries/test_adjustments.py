"""What a payslip has to pay beside the plan."""

from datetime import date
from typing import Any

import pytest

from payroll.queries.adjustments.waiting import addition_of, waiting_for
from tests import factories as make
from tests.factories import pay
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


def test_what_is_agreed_and_in_no_payslip_waits_for_its_month_and_later_ones(
    django_assert_num_queries: Any,
) -> None:
    department = make.a_department()
    head = make.an_employee("head", department=department)
    first, second, third = (make.an_employee("manager", department=department) for _ in range(3))
    run = pay.a_pay_run(pay.a_pay_period(department))
    line = pay.a_payslip(run, first).lines.order_by("position")[0]
    pay.approved(run, head, make.an_employee("director"))
    agreed = {"state": "agreed", "decided_by": head, "decided_at": NOW}
    left_behind = pay.an_adjustment(first, "10.00", month=date(2026, 10, 1), **agreed)
    mends = pay.an_adjustment(first, "20.50", corrects=line, **agreed)
    later = pay.an_adjustment(second, "40.00", month=DECEMBER, **agreed)
    pay.an_adjustment(third, "80.00")
    with django_assert_num_queries(1) as statements:
        november = waiting_for([first.pk, second.pk, third.pk], NOVEMBER)
        written = [addition_of(one) for one in november[first.pk]]
    assert "FOR NO KEY UPDATE" in statements.captured_queries[0]["sql"], "two departments may draft who has moved"
    assert november == {first.pk: [left_behind, mends]}
    assert written == [
        {"code": "addition", "amount": "10.00", "reason": left_behind.reason},
        {"code": "correction", "amount": "20.50", "reason": mends.reason, "month": "2026-10"},
    ]
    assert waiting_for([second.pk], DECEMBER) == {second.pk: [later]}
