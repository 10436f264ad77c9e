"""Of which department somebody may begin rules, and who can keep one (D2)."""

from collections.abc import Sequence

from django.db.models import Q

from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, Employment


def departments_for_rules(viewer: Viewer) -> list[Department]:
    """Those that the viewer leads; all of them for the director. One statement."""
    places = Department.objects.visible_to(viewer).filter(is_active=True)
    if not viewer.has("director"):
        places = places.filter(pk__in=viewer.led_department_ids)
    return list(places.order_by("name"))


def possible_owners(viewer: Viewer, departments: Sequence[Department] | None) -> list[Employee]:
    """Who works in one of the departments, and the viewer; None: everybody who works here. One statement."""
    people = Employee.objects.visible_to(viewer).employed_at(viewer.at)
    if departments is not None:
        terms = Employment.objects.at(viewer.at).filter(department__in=departments)
        people = people.filter(Q(pk__in=terms.values("employee_id")) | Q(pk=viewer.employee_id))
    return list(people.order_by("name"))
