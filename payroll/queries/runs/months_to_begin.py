"""Months of pay that nobody has begun: what is forgotten is in the list until it is paid (Y5)."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Min
from django.db.models.functions import Greatest

from payroll.models import PayPeriod
from workload.domain.months import month_after
from workload.models import Department, Employment


def months_to_begin(departments: Collection[Department], last: date) -> Iterator[tuple[Department, date]]:
    """Up to the month `last`, which needs no plan; before it each in which somebody of the department has a plan, since
    the desk's first month of pay. Three statements."""
    places = {one.pk: one for one in departments}
    first = PayPeriod.objects.aggregate(first=Min("month"))["first"] or last
    begun = set(PayPeriod.objects.filter(department__in=places).values_list("department_id", "month"))
    since = _paid_since(places)
    for place in departments:
        month = min(last, max(first, since.get(place.pk, last)))
        while month <= last:
            if (place.pk, month) not in begun:
                yield place, month
            month = month_after(month)


def _paid_since(places: Collection[int]) -> dict[int, date]:
    """{department: the first month in which somebody worked there by a plan}. One statement."""
    rows = Employment.objects.filter(department__in=places, employee__plan_assignments__plan__isnull=False)
    days = rows.order_by().values("department").annotate(
        day=Min(Greatest("starts_on", "employee__plan_assignments__starts_on"))
    )  # fmt: skip
    return {department: day.replace(day=1) for department, day in days.values_list("department", "day")}
