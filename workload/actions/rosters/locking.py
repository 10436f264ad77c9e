"""A month of somebody locked for a change: department, person, then the roster, always in that order (L1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Conflict, Refused
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from workload.domain.planned import Term, term_on
from workload.domain.roster_dates import last_day_of, months_later
from workload.models import Department, Employee, RosterPublication, RosterSubmission
from workload.queries.terms import terms_of
from workload.roster_permissions import roster_parties

# Nobody plans further ahead, or writes rosters of years long past.
MONTHS_AHEAD, MONTHS_BACK = 12, 24


@dataclass(frozen=True, slots=True)
class LockedMonth:
    """A month of a person under lock. `submission`: None while nothing has been planned."""

    employee: Employee
    department: Department
    month: date
    terms: Sequence[Term]
    submission: RosterSubmission | None
    is_published: bool

    @property
    def zone(self) -> ZoneInfo:
        """Of the person's wall clock in that month."""
        return self.terms[0].zone

    @property
    def last(self) -> date:
        return last_day_of(self.month)


def lock_month(employee_id: int, month: date, *, by: Viewer, at: datetime) -> LockedMonth:
    """The month of the person, whose department is the one they work in at its beginning.

    Employee.DoesNotExist when `by` may not see their rosters; Refused for who does not work here then, for what is no
    month, or one that is too far away or closed.
    """
    check_month(month, at=at)
    employee = Employee.objects.visible_to(by).get(pk=employee_id)
    terms = terms_of([employee_id], month, last_day_of(month)).get(employee_id, [])
    if not terms or term_on(terms, max(month, terms[0].starts_on)) is None:
        raise Refused(_("%(name)s does not work here in that month.") % {"name": employee.name}, field="month")
    standing = RosterSubmission.objects.filter(employee=employee, month=month).values_list("department_id", flat=True)
    department = lock_department(next(iter(standing), terms[0].department_id))
    if not roster_parties(by, employee, department):
        raise Employee.DoesNotExist
    check_period_open(department_id=department.pk, day=month, field="month")
    employee = Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=employee_id)
    found = RosterSubmission.objects.select_for_update(of=("self",)).filter(employee=employee, month=month).first()
    return LockedMonth(employee, department, month, terms, found, is_published(department.pk, month))


def lock_department(department_id: int) -> Department:
    """Locked, so that a month is not published while a roster of it is decided on."""
    return Department.objects.select_for_update(of=("self",), no_key=True).get(pk=department_id)


def is_published(department_id: int, month: date) -> bool:
    return RosterPublication.objects.filter(department=department_id, month=month).exists()


def check_month(month: date, *, at: datetime) -> None:
    """The first day of a month that people plan."""
    if month.day != 1:
        raise Refused(_("A month is named by its first day."), field="month")
    here = at.date().replace(day=1)
    if not months_later(here, -MONTHS_BACK) <= month <= months_later(here, MONTHS_AHEAD):
        raise Refused(_("Rosters are planned for at most a year ahead."), field="month")


def check_version(submission: RosterSubmission, version: int | None) -> None:
    """Conflict when it changed since somebody looked at it."""
    if version is not None and version != submission.version:
        raise Conflict(_("This roster has changed since you opened it. Look at it again."))
