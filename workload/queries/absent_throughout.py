"""Whether somebody is absent for the whole of a time (L2)."""

from collections.abc import Iterable
from datetime import datetime

from workload.models import Absence, Employee


def is_absent_throughout(employee: Employee, starts_at: datetime, ends_at: datetime) -> bool:
    """Absences in force leave no moment of that time. One statement."""
    spans = Absence.objects.in_force().filter(employee=employee).overlapping(starts_at, ends_at)
    return fill(spans.order_by("starts_at").values_list("starts_at", "ends_at"), starts_at, ends_at)


def fill(spans: Iterable[tuple[datetime, datetime]], starts_at: datetime, ends_at: datetime) -> bool:
    """Whether `spans`, in order, leave no moment of that time."""
    reached = starts_at
    for begins, ends in spans:
        if begins > reached:
            return False
        reached = max(reached, ends)
    return reached >= ends_at
