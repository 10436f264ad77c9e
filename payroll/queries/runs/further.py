"""What is due to who has left, after the payslip of their last day: what was agreed to since, and points (Y5, M4)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from disputes.models import Settlement, SettlementLine
from payroll.domain.plans import SETTLEMENT
from payroll.domain.settlement_remarks import Share
from payroll.models import LineEvidence, PayAdjustment, Payslip
from payroll.queries.months.open_months import SETTLED, first_open_month
from payroll.queries.runs.points import applied_share
from workload.models import Department, Employee

HAS_THEM = LineEvidence.objects.filter(
    source=LineEvidence.Source.SETTLEMENT,
    line__payslip__employee=OuterRef("employee"),
    ids__contains=[OuterRef("settlement_id")],
)


@dataclass(frozen=True, slots=True)
class Due:
    """`month`: with whose payslip it is paid; `additions`: agreed, above zero; `shares`: of settlements that were
    applied, a minus with what it took, which is nothing."""

    month: date
    additions: Sequence[PayAdjustment]
    shares: Sequence[Share]

    @property
    def points(self) -> int:
        """Kopecks that they give: beside them there is no variable part to lose (M4)."""
        return sum(max(share.amount, 0) for share in self.shares)


def is_paid_up(employee: Employee, *, states: Collection[str] = SETTLED) -> bool:
    """The payslip of their last day is confirmed, or in one of these `states`: what comes later is further pay. One
    statement."""
    if employee.left_on is None:
        return False
    return _last_slips(employee.pk, employee.left_on.replace(day=1)).filter(run__state__in=states).exists()


def due_to(employee: Employee, department: Department, at: datetime) -> Due:
    """In the first month that is open. Four statements."""
    rows = _adjustments([employee.pk]).select_for_update(of=("self",), no_key=True)
    waiting = list(rows.select_related("corrects__payslip").order_by("pk"))
    month = first_open_month(employee, department, at)
    month = max(month, min((row.month for row in waiting), default=month))
    shares = [applied_share(line) for line in _lines([employee.pk]).order_by("settlement")]
    return Due(month, [row for row in waiting if row.month <= month], shares)


def due_sums(employee_ids: Collection[int]) -> Mapping[int, Decimal]:
    """{employee: rubles that wait to be paid by further pay}. Two statements."""
    agreed = _adjustments(employee_ids).order_by().values("employee").annotate(waits=Sum("amount"))
    found = dict(agreed.values_list("employee", "waits"))
    for employee, amount in _lines(employee_ids).filter(amount__gt=0).values_list("employee", "amount"):
        found[employee] = found.get(employee, Decimal()) + amount
    return found


def is_due() -> Q:
    """Employees to whom something is due."""
    left = Employee.objects.filter(left_on__isnull=False).values("pk")
    return Q(pk__in=_adjustments(left).values("employee")) | Q(
        pk__in=_lines(left).filter(amount__gt=0).values("employee")
    )


def _adjustments(employee_ids: Any) -> QuerySet[PayAdjustment, Any]:
    """Agreed, above zero, and in no payslip."""
    rows = PayAdjustment.objects.waiting().filter(employee__in=employee_ids, amount__gt=0)
    found: QuerySet[PayAdjustment, Any] = _paid_up(rows)
    return found


def _lines(employee_ids: Any) -> QuerySet[SettlementLine, Any]:
    """Of settlements that were applied, after the month of the last day; of that one where its payslip says nothing of
    points: what it says was counted so far."""
    rows = SettlementLine.objects.filter(employee__in=employee_ids, settlement__state=Settlement.State.APPLIED)
    known = Payslip.objects.filter(
        employee=OuterRef("employee"), month=OuterRef("last_month"), inputs__has_key=SETTLEMENT
    )
    is_later = Q(settlement__month__gt=F("last_month")) | (Q(settlement__month=F("last_month")) & ~Exists(known))
    found: QuerySet[SettlementLine, Any] = _paid_up(rows.exclude(points=0, nominal=0))
    return found.filter(is_later & ~Exists(HAS_THEM))


def _paid_up(rows: Any) -> Any:
    """Of employees whose payslip of the last day is confirmed."""
    last = _last_slips(OuterRef("employee"), OuterRef("last_month"))
    return rows.alias(last_month=TruncMonth("employee__left_on")).filter(Exists(last))


def _last_slips(employee: Any, month: Any) -> QuerySet[Payslip]:
    return Payslip.objects.filter(employee=employee, month=month, run__state__in=SETTLED)
