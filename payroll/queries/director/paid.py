"""Which payslips count on the director's pages: those of approved runs, month by month (Y8)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from payroll.models import PayRun, Payslip
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after

PERIODS = (3, 6, 12)
MONTHS_SHOWN = 6


def months_until_now(viewer: Viewer, months: int) -> list[date]:
    """So many months, the running one last."""
    today = localdate(viewer.at)
    return [month_after(today, back) for back in range(1 - months, 1)]


def paid_slips(viewer: Viewer, first: date, department_id: int | None = None) -> tuple[str, Sequence[Any]]:
    """SQL of their id, month and employee, from the month `first` on; of runs of one department or of all."""
    rows = Payslip.objects.visible_to(viewer).filter(run__state=PayRun.State.APPROVED, month__gte=first)
    if department_id is not None:
        rows = rows.filter(department=department_id)
    return rows.order_by().values("id", "month", "employee_id").query.sql_with_params()
