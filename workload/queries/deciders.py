"""Who is told that an absence waits for a decision (L2, P4)."""

from collections.abc import Collection
from datetime import datetime

from support_desk.shared.roles import Role
from workload.domain.presence import State
from workload.models import Department, Employee, Employment, RoleAssignment
from workload.queries.presence import presence_of


def deciders_of(employee: Employee, department: Department, at: datetime) -> set[int]:
    """The head; of the head's own absence their manager, else the directors. While the head is absent, or where there
    is none, the office managers as well. Three statements at most."""
    if department.head_id == employee.pk:
        return {employee.manager_id} if employee.manager_id else directors(at) - {employee.pk}
    head = department.head_id
    if head is not None and presence_of([head], at)[head].state is not State.ABSENT:
        return {head}
    terms = Employment.objects.at(at).filter(department=department)
    held = RoleAssignment.objects.at(at).filter(role=Role.OFFICE_MANAGER, employee__in=terms.values("employee"))
    found = {one for one in (head, employee.manager_id) if one} | set(held.values_list("employee_id", flat=True))
    return found - {employee.pk}


def without_head(departments: Collection[Department], at: datetime) -> frozenset[int]:
    """Those whose head is absent, or that have none: the office manager decides there then. One statement."""
    found = presence_of({place.head_id for place in departments if place.head_id is not None}, at)
    away = {one for one, standing in found.items() if standing.state is State.ABSENT}
    return frozenset(place.pk for place in departments if place.head_id is None or place.head_id in away)


def directors(at: datetime) -> set[int]:
    """Who directs. One statement."""
    held = RoleAssignment.objects.at(at).filter(role=Role.DIRECTOR)
    return set(held.values_list("employee_id", flat=True))
