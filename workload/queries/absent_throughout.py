"""Whether somebody is absent for the whole of a time (L2)."""

from datetime import datetime

from workload.models import Absence, Employee


def is_absent_throughout(employee: Employee, starts_at: datetime, ends_at: datetime) -> bool:
    """Absences in force leave no moment of that time. One statement."""
    reached = starts_at
    spans = Absence.objects.in_force().filter(employee=employee).overlapping(starts_at, ends_at)
    for begins, ends in spans.order_by("starts_at").values_list("starts_at", "ends_at"):
        if begins > reached:
            return False
        reached = max(reached, ends)
    return bool(reached >= ends_at)
