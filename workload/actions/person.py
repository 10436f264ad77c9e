"""Whose presence an action changes: the person locked, with department and zone of that day."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.terms import last_term, term_at
from workload.models import Department, Employee


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, where they work, and the zone of their wall clock."""

    employee: Employee
    department: Department
    zone: ZoneInfo


def lock_person(employee_id: int, *, by: Viewer, at: datetime, even_left: bool = False) -> Person:
    """The person locked against other changes of their presence. Employee.DoesNotExist when `by` may not see them,
    Refused for somebody who has left by `at`; `even_left`: not refused, with the department that they worked in last.

    The lock lets rows that point to the person be written: covers are, while others' presence changes too.
    """
    people = Employee.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    employee = people.get(pk=employee_id)
    term = term_at(employee, at) or (last_term(employee) if even_left else None)
    if term is None:
        raise Refused(_("%(name)s has left.") % {"name": employee.name})
    return Person(employee, term.department, ZoneInfo(employee.timezone or term.department.timezone))


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day of an instant on the person's calendar."""
    return instant.astimezone(zone).date()
