"""Settlements with what they add up to, and the lines that the viewer may read (M1, P2)."""

from django.db.models import Prefetch, QuerySet

from disputes.models import Settlement, SettlementCount, SettlementLine
from support_desk.shared.viewer import Viewer


def settlements(viewer: Viewer) -> QuerySet[Settlement]:
    """All of them with their counts, and the viewer's lines under `seen_lines`. Three statements."""
    lines = SettlementLine.objects.visible_to(viewer).select_related("employee").order_by("employee_id")
    rows = Settlement.objects.visible_to(viewer).select_related("department")
    counts = SettlementCount.objects.defer("case")
    return rows.prefetch_related(
        Prefetch("counts", queryset=counts), Prefetch("lines", queryset=lines, to_attr="seen_lines")
    )


def settlement_counts(viewer: Viewer) -> QuerySet[SettlementCount]:
    """Counts with their settlement, without the case they were counted from, which is long."""
    seen = Settlement.objects.visible_to(viewer)
    rows = SettlementCount.objects.filter(settlement__in=seen).defer("case")
    return rows.select_related("settlement__department")
