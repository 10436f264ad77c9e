"""Adjustments that no payslip pays any more: their person is paid elsewhere, or has left (Y5)."""

from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import TruncMonth

from payroll.models import PayAdjustment, Payslip, PlanAssignment
from payroll.queries.months.open_months import SETTLED
from workload.domain.months import last_day_of
from workload.models import Employee


def is_paid_elsewhere(employee: Employee, month: date) -> bool:
    """Every day of the month that an assignment speaks of is paid by no payslip of the desk. One statement."""
    rows = PlanAssignment.objects.filter(employee=employee, starts_on__lte=last_day_of(month))
    plans = set(rows.exclude(ends_on__lt=month).values_list("plan", flat=True))
    return plans == {None}


def with_stranded(rows: QuerySet[PayAdjustment]) -> QuerySet[PayAdjustment, Any]:
    """Each with `is_stranded`: agreed, in no payslip, and no run of the desk takes it. Who has left is paid what is in
    their favour by a further run, once the payslip of their last day is confirmed."""
    slips = Payslip.objects.filter(employee=OuterRef("employee"), run__state__in=SETTLED)
    last = slips.filter(month=OuterRef("last_month"))
    has_left = Q(employee__left_on__lt=F("month")) | Exists(last.filter(month__gte=OuterRef("month")))
    later = PlanAssignment.objects.filter(employee=OuterRef("employee")).exclude(ends_on__lt=OuterRef("month"))
    elsewhere = Exists(later) & ~Exists(later.filter(plan__isnull=False))
    waits = Q(state=PayAdjustment.State.AGREED, payslip__isnull=True)
    unpaid = (has_left & (Q(amount__lt=0) | ~Exists(last))) | elsewhere
    is_stranded = Case(When(waits & unpaid, then=True), default=False, output_field=BooleanField())
    return rows.annotate(last_month=TruncMonth("employee__left_on")).annotate(is_stranded=is_stranded)
