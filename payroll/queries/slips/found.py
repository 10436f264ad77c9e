"""Payslips with all that their pages read of them."""

from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import F, Func, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from payroll.models import PayObjection, Payslip, PayslipLine
from payroll.queries.runs.readable import readable_payslips
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after

MONTHS_BEFORE = 5
MONTHS_AFTER = 1
PEOPLE = ("run__confirmed_by", "run__approved_by", "run__period__frozen_by")


def slips_of(viewer: Viewer) -> QuerySet[Payslip]:
    """Those that the viewer reads, with whom and what they are of."""
    return readable_payslips(viewer).select_related("employee", "department", "run__period", *PEOPLE)


def slips_with_lines(viewer: Viewer) -> QuerySet[Payslip]:
    """The same with their lines, and these with their evidence. Three statements."""
    lines = PayslipLine.objects.select_related("department").order_by("position").prefetch_related("evidence")
    return slips_of(viewer).prefetch_related(Prefetch("lines", queryset=lines))


def slips_around(viewer: Viewer, employee_id: int, month: date) -> list[Payslip]:
    """The payslip of the month with those before it and the one after, oldest first. One statement."""
    within = (month_after(month, -MONTHS_BEFORE), month_after(month, MONTHS_AFTER))
    return list(slips_of(viewer).filter(employee=employee_id, month__range=within).order_by("month"))


def lines_of(slip: Payslip) -> Sequence[PayslipLine]:
    """In their order, each with its department, `counts`: rows behind it by source, and `objection`: how the last
    one stands, None without any. One statement."""
    counted = JSONObject(
        source=F("evidence__source"),
        count=Func(F("evidence__ids"), function="cardinality", output_field=IntegerField()),
    )
    has_rows = Q(evidence__isnull=False)
    last = PayObjection.objects.filter(line=OuterRef("pk")).order_by("-pk").values("state")[:1]
    rows = slip.lines.select_related("department").annotate(
        sources=JSONBAgg(counted, filter=has_rows, default=Value([])), objection=Subquery(last)
    )
    found = list(rows.order_by("position"))
    for line in found:
        line.counts = {one["source"]: one["count"] for one in line.sources}  # type: ignore[attr-defined] # annotated above
    return found
