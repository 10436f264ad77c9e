"""Whose month no payslip pays yet (Y5)."""

from payroll.models import PayPeriod, Payslip
from payroll.queries.months.spans import spans_of


def unpaid_in(period: PayPeriod) -> set[int]:
    """Employees whose payslip of the month this department writes, and who have none, no draft either: a run that was
    sent back waits to be drafted again, somebody came after it. Five statements."""
    spans, gaps = spans_of(period.department_id, period.month)
    people = {span.employee_id for span in spans} | {gap.employee_id for gap in gaps}
    paid = Payslip.objects.filter(month=period.month, employee__in=people)
    return people - set(paid.order_by().values_list("employee_id", flat=True))
