"""What was worked in the absence of somebody (L4, L6)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Sum

from tickets.models import TimeEntry
from workload.work_sources import CoverTime


def cover_time(covered_ids: Collection[int], first: date, last: date) -> list[CoverTime]:
    """By cover, covered person and day of work; entries with their reversals. One statement."""
    entries = TimeEntry.objects.filter(covered_for__in=covered_ids, worked_on__range=(first, last))
    rows = entries.order_by("employee_id", "covered_for_id", "worked_on").values_list(
        "employee_id", "covered_for_id", "worked_on"
    )
    sums = rows.annotate(actual=Sum("actual_minutes"), norm=Sum("norm_minutes"))
    return [CoverTime(*row) for row in sums]
