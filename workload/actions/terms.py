"""Reading and locking where somebody works; every action on a person begins here."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.models import Employee, Employment
from workload.models.local_days import local_day


def lock_employee(employee: Employee, *, by: Viewer) -> Employee:
    """The person as they are now, locked. Employee.DoesNotExist when `by` may not see them."""
    return Employee.objects.visible_to(by).select_related("user").select_for_update(of=("self",)).get(pk=employee.pk)


def today_of(employee: Employee, at: datetime) -> date:
    """The day that it is for the person at `at`. One statement."""
    day = local_day(at, Employment.objects.all())
    found: date = Employee.objects.annotate(local_day=day).values_list("local_day", flat=True).get(pk=employee.pk)
    return found


def term_at(employee: Employee, at: datetime) -> Employment | None:
    """Where somebody works at `at`, else where they will first work after it."""
    terms = Employment.objects.not_over(at).filter(employee=employee)
    return terms.select_related("department", "position").order_by("starts_on").first()


def last_term(employee: Employee) -> Employment | None:
    """Where somebody works last, or worked."""
    terms = Employment.objects.filter(employee=employee).select_related("department", "position")
    return terms.order_by("starts_on").last()


def department_id_at(employee: Employee, at: datetime) -> int | None:
    """The department whose head answers for the person at `at`; None for somebody who has left."""
    term = term_at(employee, at)
    return term.department_id if term else None


def check_still_here(employee: Employee, at: datetime) -> Employment:
    """The person's term. Refused for somebody who has left."""
    term = term_at(employee, at)
    if term is None:
        raise Refused(_("%(name)s has left.") % {"name": employee.name})
    return term
