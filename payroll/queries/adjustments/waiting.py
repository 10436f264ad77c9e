"""Additions and corrections that a payslip has to pay."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from payroll.models import PayAdjustment
from payroll.models.adjustments import PayAdjustmentQuerySet


def waiting_for(employee_ids: Collection[int], month: date) -> dict[int, list[PayAdjustment]]:
    """What is paid, by employee, in the order in which it was proposed: agreed for `month` or, left behind by a payslip
    that was drafted before, for an earlier one, and in no payslip yet. With `corrects.payslip` joined. Locked for the
    caller's transaction: somebody who has moved may be drafted by two departments at once. One statement."""
    return _waiting(PayAdjustment.objects.filter(amount__gt=0), employee_ids, month)


def minuses_for(employee_ids: Collection[int], month: date) -> dict[int, list[PayAdjustment]]:
    """What is taken, the same way. One statement."""
    return _waiting(PayAdjustment.objects.filter(amount__lt=0), employee_ids, month)


def _waiting(
    found: PayAdjustmentQuerySet, employee_ids: Collection[int], month: date
) -> dict[int, list[PayAdjustment]]:
    rows = found.waiting().filter(employee__in=employee_ids, month__lte=month)
    rows = rows.select_for_update(of=("self",), no_key=True)
    by_employee: defaultdict[int, list[PayAdjustment]] = defaultdict(list)
    for row in rows.select_related("corrects__payslip").order_by("pk"):
        by_employee[row.employee_id].append(row)
    return dict(by_employee)


def addition_of(adjustment: PayAdjustment) -> dict[str, str]:
    """As `manage.py calculate pay` reads it among `additions`; `month` is the closed one that a correction mends."""
    written = {"code": adjustment.code, "amount": str(adjustment.amount), "reason": adjustment.reason}
    if adjustment.corrects is not None:
        written["month"] = f"{adjustment.corrects.payslip.month:%Y-%m}"
    return written
