"""`/points/`: one's own points, and the months of the departments (M5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet, Subquery, Sum

from disputes.models import Posting, SettlementCount, SettlementLine
from disputes.queries.settlements import settlement_counts
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in
from workload.models import Department

POSTINGS_SHOWN: Final = 30
MONTHS_SHOWN: Final = 36


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """`month_points`: of the running month. `postings`: one's own, the newest first. `lines`: one's own settled months,
    with money."""

    month_points: int
    all_points: int
    postings: Sequence[Posting]
    lines: Sequence[SettlementLine]


def own_points(viewer: Viewer) -> OwnPoints:
    """Two statements: each posting brings the sums along, and who has none has no points."""
    own = Posting.objects.visible_to(viewer).filter(employee=viewer.employee_id)
    month = day_in(viewer.timezone or settings.TIME_ZONE, viewer.at).replace(day=1)
    shown = own.select_related("dispute", "department", "posted_by").order_by("-pk")
    summed = shown.annotate(in_month=_sum_of(own.of_month(month)), in_all=_sum_of(own))
    postings: list[Any] = list(summed[:POSTINGS_SHOWN])
    mine = SettlementLine.objects.visible_to(viewer).filter(employee=viewer.employee_id)
    lines = mine.select_related("settlement__department").order_by("-settlement__month")[:12]
    month_points, all_points = (postings[0].in_month or 0, postings[0].in_all) if postings else (0, 0)
    return OwnPoints(month_points, all_points, postings, list(lines))


def _sum_of(own: QuerySet[Posting]) -> Subquery:
    """Of one person's postings, None without any."""
    return Subquery(own.order_by().values("employee").annotate(total=Sum("points")).values("total"))


def months_settled(viewer: Viewer) -> list[SettlementCount]:
    """The last count of each, the newest month first, of all departments. One statement."""
    rows = settlement_counts(viewer).order_by("-settlement__month", "settlement__department__name", "-pk")
    latest: dict[int, SettlementCount] = {}
    for count in rows[: 2 * MONTHS_SHOWN]:
        latest.setdefault(count.settlement_id, count)
    return list(latest.values())[:MONTHS_SHOWN]


def running_months(viewer: Viewer) -> list[tuple[Department, date]]:
    """Each department that works, with the month that it is there; one's own first. One statement."""
    own = viewer.department_ids | viewer.led_department_ids
    rows = Department.objects.visible_to(viewer).filter(is_active=True).order_by("name")
    found = [(row, day_in(row.timezone, viewer.at).replace(day=1)) for row in rows]
    return sorted(found, key=lambda pair: pair[0].pk not in own)
