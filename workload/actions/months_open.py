"""Closed months of a person: on each day those of the department that they worked in then (W7, I5)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import PeriodClosed
from support_desk.shared.models import PeriodLock
from workload.domain.months import last_day_of
from workload.models import Employee, Employment

type Closed = Mapping[int, Sequence[tuple[date, date]]]


def check_months_open_for(employee: Employee, first: date, last: date, field: str) -> None:
    """PeriodClosed, naming `field`, when a day from `first` to `last` lies in a month that is closed for the department
    of that day. Two statements."""
    if closed_days_of([employee.pk], first, last):
        raise PeriodClosed(_("A month of this period is closed."), field=field)


def closed_days_of(employee_ids: Collection[int], first: date, last: date) -> Closed:
    """{employee: first and last day of each stretch that is closed}, from `first` to `last`; without those who have
    none. Two statements."""
    held = Employment.objects.filter(employee__in=employee_ids, starts_on__lte=last).exclude(ends_on__lt=first)
    terms = list(held.values_list("employee_id", "department_id", "starts_on", "ends_on"))
    locks = PeriodLock.objects.filter(department_id__in={term[1] for term in terms}, month__lte=last)
    closed = list(locks.filter(month__gte=first.replace(day=1)).values_list("department_id", "month"))
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for employee_id, department_id, starts_on, ends_on in terms:
        for month in (month for place, month in closed if place == department_id):
            begins, ends = max(first, starts_on, month), min(last, ends_on or last, last_day_of(month))
            if begins <= ends:
                found[employee_id].append((begins, ends))
    return dict(found)


def is_closed_on(closed: Closed, employee_id: int, day: date) -> bool:
    """Whether the day is closed for the person. No statement."""
    return any(begins <= day <= ends for begins, ends in closed.get(employee_id, ()))
