"""The first month in which an adjustment can still be paid (Y5)."""

from datetime import date, datetime

from django.db.models import Max, Min

from payroll.models import PayPeriod, PayRun, Payslip, PlanAssignment
from workload.domain.months import day_in, month_after
from workload.models import Department, Employee

SETTLED = (PayRun.State.CONFIRMED, PayRun.State.APPROVED)


def first_open_month(employee: Employee, department: Department, at: datetime) -> date:
    """The month after the last one in which the department is closed or the employee's payslip confirmed; where there
    is neither, the first that the department has begun; else the one before that which it is, where a plan paid the
    employee in it already, and else that. Three statements."""
    slips = Payslip.objects.filter(employee=employee, run__state__in=SETTLED)
    paid = slips.aggregate(last=Max("month"))["last"]
    closed, begun = _of_department(department)
    settled = [month for month in (paid, closed) if month is not None]
    if settled:
        return month_after(max(settled))
    return begun or _first_of(employee, day_in(department.timezone, at).replace(day=1))


def _first_of(employee: Employee, running: date) -> date:
    """Of a department whose first month of pay is still to be begun."""
    before = month_after(running, -1)
    plans = PlanAssignment.objects.filter(employee=employee, plan__isnull=False, starts_on__lt=running)
    return before if plans.exclude(ends_on__lt=before).exists() else running


def _of_department(department: Department) -> tuple[date | None, date | None]:
    """(the last closed month, the first that is not)."""
    is_closed = PayPeriod.State.CLOSED
    months = PayPeriod.objects.filter(department=department)
    found = {
        state: (first, last)
        for state, first, last in months.values_list("state").annotate(Min("month"), Max("month")).order_by()
    }
    open_ones = [first for state, (first, _last) in found.items() if state != is_closed]
    return found.get(is_closed, (None, None))[1], min(open_ones, default=None)
