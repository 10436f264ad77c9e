"""What counts on the director's pages: approved runs, month by month (Y8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from payroll.models import PayRun
from payroll.queries.director.kept import RunSums, sums_of
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after
from workload.models import Department

PERIODS = (3, 6, 12)
MONTHS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Paid:
    """`months`: all that were asked for, those without pay too; `departments`: their names."""

    months: Sequence[date]
    runs: Sequence[RunSums]
    departments: Mapping[int, str]


def months_until_now(viewer: Viewer, months: int) -> list[date]:
    """So many months, the running one last."""
    today = localdate(viewer.at)
    return [month_after(today, back) for back in range(1 - months, 1)]


def paid_in(viewer: Viewer, months: int) -> Paid:
    """Nothing for who is no director: these are sums of everybody's pay (P2). Two statements, five more the first
    time that a run is among them."""
    wanted = months_until_now(viewer, months)
    if not viewer.has("director"):
        return Paid(wanted, [], {})
    rows = PayRun.objects.visible_to(viewer).filter(state=PayRun.State.APPROVED, period__month__gte=wanted[0])
    runs = sums_of(rows.order_by("period__month", "pk").values_list("pk", "period__month", "digest"))
    return Paid(wanted, runs, dict(Department.objects.visible_to(viewer).values_list("pk", "name")))
