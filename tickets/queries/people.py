"""People whom a ticket can be given to."""

from typing import Any

from django.db.models import OuterRef, Subquery

from support_desk.shared.viewer import Viewer
from workload.models import Employee, Employment


def people_for_assignment(viewer: Viewer) -> list[Any]:
    """Employees of today by department and name, with `department_id` and `department_name`; one's own come first."""
    terms = Employment.objects.at(viewer.at).filter(employee=OuterRef("pk"))
    people = (
        Employee.objects.visible_to(viewer)
        .employed_at(viewer.at)
        .annotate(
            department_id=Subquery(terms.values("department_id")[:1]),
            department_name=Subquery(terms.values("department__name")[:1]),
        )
    )
    found: list[Any] = list(people.order_by("department_name", "name"))
    return sorted(found, key=lambda person: person.department_id not in viewer.department_ids)
