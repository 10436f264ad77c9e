"""Departments and the people in them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from tickets.models import Contact
from workload.models import Department, Employee, Employment, Position, RoleAssignment
from workload.queries.viewers import viewer_of_employee

# A Wednesday, noon in Moscow.
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
HIRED_ON = date(2026, 1, 12)
serial = count(1)


def a_department(name: str = "", **over: Any) -> Department:
    """A department without a head; give `an_employee("head", department=…)` to have one."""
    return Department.objects.create(name=name or f"Department {next(serial)}", **over)


def an_employee(
    *roles: str,
    department: Department | None = None,
    name: str = "",
    email: str = "",
    password: str | None = None,
    is_staff: bool = False,
    position: str = "Manager",
    hired_on: date = HIRED_ON,
    **over: Any,
) -> Employee:
    """An employee with account, employment and `roles` since the day of hire. A "head" heads the department."""
    number = next(serial)
    department = department or a_department()
    name = name or f"Employee {number}"
    user = User.objects.create_user(email or f"employee{number}@desk.test", password, name=name, is_staff=is_staff)
    employee = Employee.objects.create(user=user, name=name, hired_on=hired_on, **over)
    place, _is_new = Position.objects.get_or_create(name=position)
    Employment.objects.create(employee=employee, department=department, position=place, starts_on=hired_on)
    give_roles(employee, roles, since=hired_on)
    if "head" in roles:
        department.head = employee
        department.save()
    return employee


def give_roles(employee: Employee, roles: Iterable[str], *, since: date) -> None:
    RoleAssignment.objects.bulk_create(RoleAssignment(employee=employee, role=role, starts_on=since) for role in roles)


def viewer(employee: Employee, at: datetime = NOW) -> Viewer:
    """The employee as viewer at `at`."""
    return viewer_of_employee(employee, at)


def contact_viewer(contact: Contact, at: datetime = NOW) -> Viewer:
    """The client's person as viewer at `at`."""
    return Viewer(
        at=at,
        user_id=contact.user_id,
        contact_id=contact.pk,
        client_id=contact.client_id,
        name=contact.name,
        roles=frozenset({"client_contact"}),
    )
