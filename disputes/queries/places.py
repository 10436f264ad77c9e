"""Where people work on a day, whoever has left since: whose policy pays for a point (M3)."""

from collections.abc import Collection, Mapping
from datetime import date

from workload.models import Employment


def departments_on(employee_ids: Collection[int], day: date) -> Mapping[int, int]:
    """{employee: the department on `day`, of who has left the last one}. One statement."""
    terms = Employment.objects.filter(employee__in=employee_ids, starts_on__lte=day).order_by("starts_on")
    return dict(terms.values_list("employee_id", "department_id"))
