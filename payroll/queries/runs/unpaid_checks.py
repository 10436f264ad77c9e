"""What payslips of a month leave out: points that none of them pays, and days after the last that one pays (Y5)."""

from collections.abc import Collection, Iterator
from datetime import date

from disputes.models import Settlement
from payroll.domain.plans import SETTLEMENT
from payroll.domain.spans import Span
from payroll.models import Payslip
from payroll.queries.runs.points import waiting_in
from workload.models import Employee


def points_unpaid(settlement: Settlement) -> list[str]:
    """Names of those with points in it who have no payslip of the month to come, nor one that has them in it: paid
    elsewhere, or paid before on their last day. Three statements."""
    concerned = set(settlement.lines.exclude(points=0, nominal=0).values_list("employee_id", flat=True))
    has_them = Payslip.objects.filter(employee__in=concerned, month=settlement.month, inputs__has_key=SETTLEMENT)
    left = concerned - waiting_in(settlement) - set(has_them.values_list("employee_id", flat=True))
    return list(Employee.objects.filter(pk__in=left).order_by("name").values_list("name", flat=True)) if left else []


def days_unpaid(spans: Collection[Span], month: date) -> list[str]:
    """Names of those whose payslip of the month ends before their last day in it. Two statements."""
    last: dict[int, date] = {}
    for span in spans:
        last[span.employee_id] = max(span.last, last.get(span.employee_id, span.last))
    slips = (
        Payslip.objects.filter(month=month, employee__in=last).select_related("employee").defer("inputs", "measures")
    )
    return sorted(slip.employee.name for slip in slips if _ends(slip) < last[slip.employee_id])


def _ends(slip: Payslip) -> date:
    return max(_days(slip), default=date.max)


def _days(slip: Payslip) -> Iterator[date]:
    return (date.fromisoformat(section["last"]) for section in slip.sections)
