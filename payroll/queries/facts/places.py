"""Whose month a fact touches, and whether it still takes any."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from payroll.models import PayPeriod, Payslip
from support_desk.shared.errors import PeriodClosed, Refused
from support_desk.shared.viewer import Viewer
from workload.domain.months import last_day_of
from workload.models import Department, Employee, Employment


@dataclass(frozen=True, slots=True)
class Places:
    """Somebody, and where they work from term to term, in order."""

    employee: Employee
    terms: tuple[Employment, ...]

    def on(self, day: date) -> Department:
        """Where they work then. Refused, naming `happened_on`, for a day on which they do not."""
        term = next((one for one in self.terms if one.starts_on <= day <= (one.ends_on or date.max)), None)
        is_here = self.employee.hired_on <= day <= (self.employee.left_on or date.max)
        if term is None or not is_here:
            words = _("%(name)s did not work here on that day.")
            raise Refused(words % {"name": self.employee.name}, field="happened_on")
        return term.department

    def departments_of(self, day: date) -> frozenset[int]:
        """Where they work on the day, and which department writes the payslip of its month."""
        return frozenset({self.on(day).pk, self.home(day)})

    def home(self, day: date) -> int:
        """The department that writes the payslip of the day's month."""
        last = min(last_day_of(day), self.employee.left_on or date.max)
        return [one.department_id for one in self.terms if one.starts_on <= last][-1]


def places_of(employee_ids: Collection[int], *, by: Viewer) -> Mapping[int, Places]:
    """{employee: where they work}, without whom `by` may not see. Two statements."""
    people = {one.pk: one for one in Employee.objects.visible_to(by).filter(pk__in=employee_ids)}
    terms: dict[int, list[Employment]] = defaultdict(list)
    rows = Employment.objects.filter(employee__in=people).select_related("department").order_by("starts_on")
    for row in rows:
        terms[row.employee_id].append(row)
    return {one: Places(person, tuple(terms[one])) for one, person in people.items()}


@dataclass(frozen=True, slots=True)
class OpenMonths:
    """Months of departments that are frozen or closed, and whose payslips are written. Who changes something reads it
    under the lock of the departments."""

    frozen: frozenset[tuple[int, date]]
    written: frozenset[tuple[int, date]]

    def is_open(self, employee_id: int, department_ids: Collection[int], day: date) -> bool:
        """Whether the month of the day takes facts of somebody whom these departments pay or measure."""
        month = day.replace(day=1)
        is_frozen = any((one, month) in self.frozen for one in department_ids)
        return not is_frozen and (employee_id, month) not in self.written

    def check(self, places: Places, day: date) -> None:
        """PeriodClosed, naming `happened_on`."""
        if not self.is_open(places.employee.pk, places.departments_of(day), day):
            words = _("The facts of this month of pay are frozen. What was forgotten is corrected in the next one.")
            raise PeriodClosed(words, field="happened_on")


def open_months(department_ids: Collection[int], employee_ids: Collection[int], days: Collection[date]) -> OpenMonths:
    """Two statements."""
    months = {day.replace(day=1) for day in days}
    frozen = PayPeriod.objects.exclude(state=PayPeriod.State.OPEN).filter(
        department__in=department_ids, month__in=months
    )
    written = Payslip.objects.filter(employee__in=employee_ids, month__in=months)
    return OpenMonths(
        frozenset(frozen.values_list("department_id", "month")),
        frozenset(written.values_list("employee_id", "month")),
    )
