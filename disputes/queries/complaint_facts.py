"""What pay and the close of a month ask of complaints (Y2, Y6, S6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.db.models.fields import DateField
from django.db.models.functions import Cast, TruncMonth

from disputes.models import Complaint
from workload.models.local_days import WallClock

DECIDED_ON = Cast(WallClock(F("department__timezone"), F("decided_at")), DateField())


@dataclass(frozen=True, slots=True)
class ComplaintFact:
    """One complaint that counts for one person in the month in which it was confirmed."""

    employee_id: int
    department_id: int
    complaint_id: int
    decided_on: date


def confirmed_facts(month: date) -> list[ComplaintFact]:
    """Of `month` (its first day), by the zone of each department: a row for the manager and one for the head, by
    complaint. One statement.

    What is confirmed later counts in its own month: a closed one never changes (Y5).
    """
    rows = (
        Complaint.objects.filter(state=Complaint.State.CONFIRMED)
        .annotate(decided_on=DECIDED_ON)
        .filter(decided_on__gte=month, decided_on__lt=_next(month))
        .order_by("pk")
        .values_list("pk", "department_id", "manager_id", "head_id", "decided_on")
    )
    return [fact for row in rows for fact in _facts(*row)]


def confirmed_by_month(employee_id: int) -> dict[date, int]:
    """{first day of a month: how many complaints were confirmed then} for one person. One statement."""
    confirmed = Complaint.objects.filter(state=Complaint.State.CONFIRMED)
    mine = confirmed.filter(manager_id=employee_id) | confirmed.filter(head_id=employee_id)
    found: dict[date, int] = {}
    for month in mine.annotate(month=TruncMonth(DECIDED_ON)).order_by("month").values_list("month", flat=True):
        found[month] = found.get(month, 0) + 1
    return found


def undecided(month: date, department_id: int) -> QuerySet[Complaint]:
    """Of a department, about days up to the end of `month`: the list shown when it is closed (S6)."""
    return (
        Complaint.objects.open()
        .filter(department_id=department_id, happened_on__lt=_next(month))
        .select_related("client", "manager", "head")
        .order_by("happened_on", "pk")
    )


def _facts(
    complaint_id: int, department_id: int, manager_id: int | None, head_id: int | None, decided_on: date
) -> Iterator[ComplaintFact]:
    for employee_id in (manager_id, head_id):
        if employee_id is not None:
            yield ComplaintFact(employee_id, department_id, complaint_id, decided_on)


def _next(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
