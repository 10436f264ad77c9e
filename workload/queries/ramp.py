"""How much of the norm is expected of somebody on a day (L9); pay reads it too (Y2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workload.domain.ramp import month_of_service, ramp_percent
from workload.models import Employee, Employment
from workload.queries.policies import rules_of_departments


@dataclass(frozen=True, slots=True)
class Service:
    """Which month of service it is, and the percent of the norm target in it; `ramp`: those of all months."""

    month: int
    percent: int
    ramp: tuple[int, ...]


def service_of(employees: Sequence[Employee], day: date) -> Mapping[int, Service]:
    """{employee: their service on `day`}, without those who work nowhere then. Two statements."""
    terms = Employment.objects.on(day).filter(employee__in=[one.pk for one in employees])
    departments = dict(terms.values_list("employee_id", "department_id"))
    rules = rules_of_departments(set(departments.values()), day)
    found = {}
    for one in employees:
        if one.pk in departments:
            ramp, month = rules[departments[one.pk]].ramp, month_of_service(one.hired_on, day)
            found[one.pk] = Service(month, ramp_percent(ramp, month), ramp)
    return found
