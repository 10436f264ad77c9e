"""What somebody is paid by, changed at the moment at which its month freezes (Y5)."""

from datetime import date

import pytest

from payroll.actions.plans.assigning import Pay, assign_plan, end_assignment
from payroll.models import PayPeriod, PlanAssignment
from support_desk.shared.errors import PeriodClosed
from tests.at_once import another_connection, while_held
from tests.factories.pay import a_pay_period, a_pay_plan, assigned
from tests.factories.people import NOW, a_department, an_employee, viewer

NOVEMBER = date(2026, 11, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", ["assign", "end"])
def test_terms_wait_for_a_month_that_is_being_frozen(deed):
    place = a_department()
    director, person = viewer(an_employee("director")), an_employee("manager", department=place)
    row, plan = assigned(person, a_pay_plan()), a_pay_plan().plan
    period = a_pay_period(place, NOVEMBER, state=PayPeriod.State.OPEN, frozen_at=None)
    deeds = {
        "assign": lambda: assign_plan(employee=person, pay=Pay(plan), starts_on=NOW.date(), by=director, at=NOW),
        "end": lambda: end_assignment(assignment=row, ends_on=NOW.date(), by=director, at=NOW),
    }
    with another_connection() as other:
        with other.cursor() as cursor:
            cursor.execute("SELECT FROM workload_department WHERE id = %s FOR NO KEY UPDATE", [place.pk])
            cursor.execute(
                "UPDATE payroll_payperiod SET state = 'frozen', frozen_at = %s WHERE id = %s", [NOW, period.pk]
            )
        outcome = while_held(other, deeds[deed])
    assert isinstance(outcome, PeriodClosed)
    assert list(PlanAssignment.objects.values_list("pk", "ends_on")) == [(row.pk, None)]
