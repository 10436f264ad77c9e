"""Months of pay that are over and not paid yet, and how far each has come (Y5)."""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.timezone import localdate

from payroll.models import PayPeriod, PayRun
from payroll.queries.runs.month_list import MonthRow, kept_departments
from payroll.queries.runs.months_to_begin import months_to_begin
from payroll.queries.runs.readable import readable_periods
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after

YES = (PayRun.State.DRAFTED, PayRun.State.CONFIRMED)
MOST_SHOWN = 12


def months_under_way(viewer: Viewer) -> Sequence[MonthRow]:
    """The earliest first, those that nobody has begun among them; at most twelve. Five statements."""
    found = readable_periods(viewer).exclude(state=PayPeriod.State.CLOSED).select_related("department")
    standing = Q(runs__state__in=[*YES, PayRun.State.APPROVED])
    told = found.annotate(
        people=Sum("runs__people_count", filter=standing, default=0),
        money=Sum("runs__total", filter=standing, default=Decimal()),
        waiting=Count("runs", filter=Q(runs__state__in=YES)),
        approved=Count("runs", filter=Q(runs__state=PayRun.State.APPROVED)),
    ).order_by("month", "department__name")
    rows = [MonthRow(one, one.people, one.money, one.waiting, one.approved) for one in told[:MOST_SHOWN]]
    begins = months_to_begin(kept_departments(viewer), month_after(localdate(viewer.at), -1))
    rows += [MonthRow(PayPeriod(department=place, month=month)) for place, month in begins]
    return sorted(rows, key=lambda row: (row.period.month, row.period.department.name))[:MOST_SHOWN]
