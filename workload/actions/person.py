"""Whose presence an action changes: the person locked, with department and zone of that day."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.terms import last_term, term_at
from workload.models import Department, Employee, Employment


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


def check_works_here(person: Person, day: date, *, field: str, department: Department | None = None) -> None:
    """Refused for a day before somebody comes or after they have left; `department`: and on which they work elsewhere.
    One statement."""
    employee = person.employee
    terms = Employment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day), employee=employee, starts_on__lte=day
    )
    if department is not None:
        terms = terms.filter(department=department)
    stays = employee.hired_on <= day and (employee.left_on is None or day <= employee.left_on)
    if not (stays and terms.exists()):
        words = _("%(name)s does not work here on %(day)s.")
        raise Refused(words % {"name": employee.name, "day": day.isoformat()}, field=field)
