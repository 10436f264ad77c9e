"""How often the operations of a department are done (L9)."""

from datetime import date

from django.db.models import Count, Q, Sum

from tickets.models import TimeEntry
from workload.work_sources import OperationUse


def operation_use(department_id: int, first: date, last: date) -> list[OperationUse]:
    """What the department has logged from `first` to `last`; an entry that was taken back is none. One statement."""
    entries = TimeEntry.objects.filter(department=department_id, worked_on__range=(first, last), overrun__isnull=True)
    rows = entries.order_by().values("operation_id").annotate(
        written=Count("pk", filter=Q(reverses__isnull=True)),
        taken_back=Count("pk", filter=Q(reverses__isnull=False)),
        minutes=Sum("actual_minutes"),
    )  # fmt: skip
    return [
        OperationUse(row["operation_id"], row["written"] - row["taken_back"], row["minutes"])
        for row in rows
        if row["written"] > row["taken_back"]
    ]
