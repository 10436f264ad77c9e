"""Months whose facts are frozen take no other terms of pay (Y5)."""

from datetime import date

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from payroll.actions.facts.places import lock_departments
from payroll.models import PayPeriod, Payslip
from support_desk.shared.errors import PeriodClosed
from workload.domain.months import last_day_of
from workload.models import Employee, Employment


def lock_places(employee: Employee) -> None:
    """Departments in which the person works, worked or will work: their months freeze under the same lock. It is taken
    before the person's own, since a draft that holds it writes rows that point to the person. Two statements."""
    lock_departments(Employment.objects.filter(employee=employee).values_list("department_id", flat=True))


def check_months_open(
    employee: Employee, first: date, last: date | None, *, field: str, is_first: bool = False
) -> None:
    """PeriodClosed, naming `field`, when a department in which the person works in one of the months of these days has
    frozen it; `last` none: for ever. `is_first`: they had no terms on these days, so that who came after the freeze is
    paid by a month that is not closed, as long as no payslip pays it. Under their lock. Three statements."""
    since = first.replace(day=1)
    terms = Employment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since), employee=employee)
    places = list(terms.values_list("department_id", "starts_on", "ends_on"))
    frozen = PayPeriod.objects.exclude(state=PayPeriod.State.OPEN).filter(
        month__gte=since, month__lte=last or date.max, department__in=[place for place, _since, _until in places]
    )
    if is_first:
        paid = Payslip.objects.filter(employee=employee).values("month")
        frozen = frozen.filter(Q(state=PayPeriod.State.CLOSED) | Q(month__in=paid))
    for period in frozen.select_related("department").order_by("month"):
        if any(_touches(period, *place) for place in places):
            month = formats.date_format(period.month, "F Y")
            words = _("The facts of pay of %(department)s are frozen for %(month)s.")
            raise PeriodClosed(words % {"department": period.department.name, "month": month}, field=field)


def _touches(period: PayPeriod, department_id: int, starts_on: date, ends_on: date | None) -> bool:
    """Whether somebody who works there on these days works there in the month."""
    here = period.department_id == department_id
    return here and starts_on <= last_day_of(period.month) and (ends_on is None or ends_on >= period.month)
