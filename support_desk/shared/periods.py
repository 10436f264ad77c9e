"""Closed months refuse new facts; a correction goes into the open one (W7, I5)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import PeriodClosed
from support_desk.shared.models import PeriodLock


def check_period_open(*, department_id: int, day: date, field: str = "worked_on") -> None:
    """Raises PeriodClosed when the month of `day` is closed for the department."""
    if PeriodLock.objects.filter(department_id=department_id, month=day.replace(day=1)).exists():
        raise PeriodClosed(_("This month is closed. Log the correction in the open month."), field=field)


def check_days_open(*, department_id: int, first: date, last: date, field: str) -> None:
    """Raises PeriodClosed when a month that the days from `first` to `last` touch is closed. One statement."""
    closed = PeriodLock.objects.filter(department_id=department_id, month__gte=first.replace(day=1), month__lte=last)
    if closed.exists():
        raise PeriodClosed(_("A month of this period is closed."), field=field)
