"""Months of pay the viewer has a say in, and those that wait to be begun (Y5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from payroll.models import PayPeriod, PayRun
from payroll.queries.runs.months_to_begin import months_to_begin
from payroll.queries.runs.readable import readable_periods, readable_runs
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after
from workload.models import Department


@dataclass(frozen=True, slots=True)
class MonthRow:
    """`period`: not saved for one that waits to be begun. `people`, `total`: of those of its runs that the viewer
    reads. `waiting`: how many of them wait for somebody's yes."""

    period: PayPeriod
    people: int = 0
    total: Decimal = Decimal()
    waiting: int = 0
    approved: int = 0


@dataclass(frozen=True, slots=True)
class MonthList:
    """The months of a year, the newest first; `years`: those there are."""

    rows: Sequence[MonthRow]
    year: int
    years: Sequence[int]


def month_list(viewer: Viewer, year: int | None) -> MonthList:
    """`year` none: that of the month before this one. Seven statements for the director, and twice those of
    `waiting_for` for everybody else."""
    last = month_after(timezone.localtime(viewer.at).date(), -1)
    wanted = year or last.year
    periods = readable_periods(viewer)
    begins = list(months_to_begin(kept_departments(viewer), last))
    years = {found.year for found in periods.dates("month", "year")} | {last.year, *(month.year for _, month in begins)}
    told = periods.filter(month__year=wanted).select_related("department")
    sums = _sums(viewer, wanted)
    rows = [MonthRow(row, **sums.get(row.pk, {})) for row in told]
    rows += [MonthRow(PayPeriod(department=one, month=month)) for one, month in begins if month.year == wanted]
    return MonthList(sorted(rows, key=_order), wanted, sorted(years, reverse=True))


def kept_departments(viewer: Viewer) -> list[Department]:
    """Whose months the viewer keeps, by name. One statement."""
    rows = Department.objects.visible_to(viewer).filter(is_active=True)
    if not (viewer.is_system or viewer.has("director")):
        rows = rows.filter(pk__in=viewer.led_department_ids)
    return list(rows.order_by("name"))


def _sums(viewer: Viewer, year: int) -> dict[int, dict[str, Any]]:
    """{month of pay: what the runs in it that the viewer reads come to}. Two statements."""
    drafted = ~Q(state=PayRun.State.DRAFTING)
    standing = readable_runs(viewer).filter(period__month__year=year).exclude(state=PayRun.State.DISCARDED)
    rows = standing.order_by().values("period").annotate(
        people=Sum("people_count", filter=drafted, default=0),
        money=Sum("total", filter=drafted, default=Decimal()),
        waiting=Count("pk", filter=Q(state__in=[PayRun.State.DRAFTED, PayRun.State.CONFIRMED])),
        approved=Count("pk", filter=Q(state=PayRun.State.APPROVED)),
    )  # fmt: skip
    return {
        row["period"]: {
            "people": row["people"], "total": row["money"], "waiting": row["waiting"], "approved": row["approved"]
        }
        for row in rows
    }  # fmt: skip


def _order(row: MonthRow) -> tuple[int, str]:
    return -row.period.month.toordinal(), row.period.department.name
