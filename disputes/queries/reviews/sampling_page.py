"""The page on which a head says how many replies are reviewed (S5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from disputes.models import ReviewPolicy, ReviewShare
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


@dataclass(frozen=True, slots=True)
class SamplingPage:
    """`policies` and `shares` in force or to come; `department_id`: whose policy the form begins with."""

    departments: QuerySet[Department]
    people: QuerySet[Employee]
    policies: Sequence[ReviewPolicy]
    shares: Sequence[ReviewShare]
    department_id: int | None


def sampling_page(viewer: Viewer, today: date) -> SamplingPage | None:
    """None for who sets nothing. Three statements, and two for the choices of its forms."""
    led = Department.objects.visible_to(viewer).filter(is_active=True)
    if not viewer.has("director"):
        led = led.filter(pk__in=viewer.led_department_ids)
    ids = frozenset(led.values_list("pk", flat=True))
    if not ids:
        return None
    people = Employee.objects.of_departments(ids, today).exclude(pk=viewer.employee_id or 0)
    shares = ReviewShare.objects.visible_to(viewer).filter(employee__in=people.values("pk"))
    return SamplingPage(
        departments=led,
        people=people,
        policies=list(ReviewPolicy.objects.visible_to(viewer).select_related("department", "set_by")[:50]),
        shares=list(shares.select_related("employee", "set_by").order_by("-starts_on", "-id")[:50]),
        department_id=min(ids) if len(ids) == 1 else None,
    )
