"""How often the operations of a department are done (L9)."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum

from tickets.models import TimeEntry
from workload.models import Employment
from workload.work_sources import OperationUse


def operation_use(department_id: int, position_id: int | None, first: date, last: date) -> list[OperationUse]:
    """What the department has logged from `first` to `last`; an entry that was taken back is none. With a
    `position_id`, what was logged by those who held it on the day of the work. One statement."""
    entries = TimeEntry.objects.filter(department=department_id, worked_on__range=(first, last), overrun__isnull=True)
    if position_id is not None:
        terms = Employment.objects.filter(employee=OuterRef("employee"), position=position_id)
        open_or_later = Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("worked_on"))
        entries = entries.filter(Exists(terms.filter(open_or_later, starts_on__lte=OuterRef("worked_on"))))
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
