"""Additions and corrections that a payslip has to pay."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from payroll.models import PayAdjustment


def waiting_for(employee_ids: Collection[int], month: date) -> dict[int, list[PayAdjustment]]:
    """By employee, in the order in which they were proposed: agreed for `month` or, left behind by a payslip that was
    drafted before, for an earlier one, and in no payslip yet. With `corrects.payslip` joined. Locked for the caller's
    transaction: somebody who has moved may be drafted by two departments at once. One statement."""
    rows = PayAdjustment.objects.waiting().filter(employee__in=employee_ids, month__lte=month)
    rows = rows.select_for_update(of=("self",), no_key=True)
    found: defaultdict[int, list[PayAdjustment]] = defaultdict(list)
    for row in rows.select_related("corrects__payslip").order_by("pk"):
        found[row.employee_id].append(row)
    return dict(found)


def addition_of(adjustment: PayAdjustment) -> dict[str, str]:
    """As `manage.py calculate pay` reads it among `additions`; `month` is the closed one that a correction mends."""
    written = {"code": adjustment.code, "amount": str(adjustment.amount), "reason": adjustment.reason}
    if adjustment.corrects is not None:
        written["month"] = f"{adjustment.corrects.payslip.month:%Y-%m}"
    return written
