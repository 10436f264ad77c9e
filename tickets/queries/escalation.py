"""The people of the ladder: who holds its roles, who is there, and from when on they work (S3)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workload.domain.calendars import BeyondHorizon, Calendar, next_open
from workload.models import Department, Employee, Employment, RoleAssignment
from workload.queries.calendars import calendars_of_departments
from workload.queries.presence import presence_of


@dataclass(frozen=True, slots=True)
class RoleHolders:
    """Employees by role; operators and heads by department."""

    operators: Mapping[int, Collection[int]] = field(default_factory=dict)
    heads: Mapping[int, int] = field(default_factory=dict)
    directors: Collection[int] = ()

    def of(self, role: str, department_id: int) -> set[int]:
        """Who is told for a ticket of the department: its operators who are there (all when none is), its head, or
        everybody who directs."""
        if role == "operator":
            return set(self.operators.get(department_id, ()))
        if role == "head":
            return {self.heads[department_id]} if department_id in self.heads else set()
        return set(self.directors)


@dataclass(frozen=True, slots=True)
class Recipient:
    """An account and the next instant of its department's working time; now where there is no calendar."""

    user_id: int
    works_from: datetime


def role_holders(department_ids: Collection[int], *, at: datetime) -> RoleHolders:
    """Three statements, and one more for calendars that this process has not read."""
    roles = RoleAssignment.objects.at(at).filter(role__in=["operator", "director"])
    held = list(roles.values_list("role", "employee_id"))
    wanted = [employee for role, employee in held if role == "operator"]
    there = presence_of(wanted, at)
    operators: dict[int, list[int]] = defaultdict(list)
    for person in there.values():
        if person.department_id is not None and person.department_id in department_ids:
            operators[person.department_id].append(person.employee_id)
    heads = Department.objects.filter(pk__in=department_ids, head__isnull=False).values_list("pk", "head")
    return RoleHolders(
        operators={
            department: [one for one in everybody if there[one].is_here] or everybody
            for department, everybody in operators.items()
        },
        heads=dict(heads),
        directors=[employee for role, employee in held if role == "director"],
    )


def recipients_of(employee_ids: Collection[int], *, at: datetime) -> dict[int, Recipient]:
    """{employee: where they are told}. Four statements, and one more for calendars that this process has not read."""
    terms = Employment.objects.at(at).filter(employee__in=employee_ids)
    departments = dict(terms.values_list("employee_id", "department_id"))
    calendars = calendars_of_departments(departments.values())
    opens = {department: next_working_instant(one.calendar, at) for department, one in calendars.items()}
    users = Employee.objects.filter(pk__in=employee_ids).values_list("pk", "user_id")
    return {one: Recipient(user, opens.get(departments.get(one, 0), at)) for one, user in users}


def next_working_instant(calendar: Calendar, at: datetime) -> datetime:
    """`at` itself in working time, and where a calendar never opens again."""
    try:
        return next_open(calendar, at)
    except BeyondHorizon:
        return at
