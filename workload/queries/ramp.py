"""How much of the norm is expected of somebody on a day (L9); pay reads it too (Y2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workload.domain.months import last_day_of
from workload.domain.planned import norm_minutes
from workload.domain.ramp import month_of_service, ramp_percent, target_of
from workload.models import Employee, Employment
from workload.queries.planned import planned_for
from workload.queries.policies import rules_of_departments


@dataclass(frozen=True, slots=True)
class Service:
    """Which month of service it is, and the percent of the norm target in it; `ramp`: those of all months. Of the
    calendar month: `norm_minutes`, and the `target_minutes` of them, each day by its own month of service."""

    month: int
    percent: int
    ramp: tuple[int, ...]
    norm_minutes: int
    target_minutes: int


def service_of(employees: Sequence[Employee], day: date) -> Mapping[int, Service]:
    """{employee: their service on `day`}, without those who work nowhere then. Four statements."""
    terms = Employment.objects.on(day).filter(employee__in=[one.pk for one in employees])
    departments = dict(terms.values_list("employee_id", "department_id"))
    rules = rules_of_departments(set(departments.values()), day)
    planned = planned_for(departments, day.replace(day=1), last_day_of(day))
    found = {}
    for one in employees:
        if one.pk in departments:
            ramp, month, days = rules[departments[one.pk]].ramp, month_of_service(one.hired_on, day), planned[one.pk]
            found[one.pk] = Service(
                month, ramp_percent(ramp, month), ramp, norm_minutes(days), target_of(days, one.hired_on, ramp)
            )
    return found
