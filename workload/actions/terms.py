"""Reading and locking where somebody works; every action on a person begins here."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.models import Employee, Employment


def lock_employee(employee: Employee, *, by: Viewer) -> Employee:
    """The person as they are now, locked. Employee.DoesNotExist when `by` may not see them."""
    return Employee.objects.visible_to(by).select_related("user").select_for_update(of=("self",)).get(pk=employee.pk)


def term_at(employee: Employee, day: date) -> Employment | None:
    """Where somebody works on `day`, else where they will first work after it."""
    terms = Employment.objects.select_related("department", "position").filter(employee=employee)
    current = terms.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day)).order_by("starts_on")
    return current.first()


def department_id_at(employee: Employee, at: datetime) -> int | None:
    """The department whose head answers for the person at `at`; None for somebody who has left."""
    term = term_at(employee, at.date())
    return term.department_id if term else None


def check_still_here(employee: Employee, at: datetime) -> Employment:
    """The person's term. Refused for somebody who has left."""
    term = term_at(employee, at.date())
    if term is None:
        raise Refused(_("%(name)s has left.") % {"name": employee.name})
    return term
