"""What was paid in the last closed months, with all that it was computed from (Y5, Y7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Sum

from payroll.domain.pay_case import case_from
from payroll.domain.what_if import USUAL_OUTPUT, PaidMonth, Terms
from payroll.models import PayPeriod, PayPlanVersion, PayRun, Payslip, PayslipLine
from support_desk.shared.money import kopecks_of
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after

OUTPUT = "output"
FIELDS = ("id", "employee_id", "employee__name", "department__name", "month", "sections", "inputs", "total")


@dataclass(frozen=True, slots=True)
class ClosedPayslip:
    """A payslip that stands, and whose it is."""

    id: int
    name: str
    department: str
    paid: PaidMonth


@dataclass(frozen=True, slots=True)
class PaidPlan:
    """A plan that was paid by in these months, as its latest `version` in them says; `payslips`: how many."""

    id: int
    version: PayPlanVersion
    payslips: int

    @property
    def name(self) -> str:
        return self.version.plan.name


@dataclass(frozen=True, slots=True)
class ClosedPay:
    """`months`: from the earliest to the latest; `plans`: those of most payslips first; `terms`: by version; `lines`:
    {payslip: {code: kopecks}}."""

    months: tuple[date, ...]
    payslips: tuple[ClosedPayslip, ...]
    plans: tuple[PaidPlan, ...]
    terms: Mapping[int, Terms]
    lines: Mapping[int, Mapping[str, int]]

    def plan(self, plan_id: int | None) -> PaidPlan | None:
        """One of its plans."""
        return next((one for one in self.plans if one.id == plan_id), None)


def closed_pay(viewer: Viewer, months: int, department_id: int | None = None) -> ClosedPay:
    """The payslips of approved runs of the last so many closed months, of one department or all, as far as the viewer
    sees them, by name and month; without further pay of who has left, which is by no plan. Five statements, whatever
    there is."""
    shown = closed_months(viewer, months, department_id)
    by_plan = Payslip.objects.visible_to(viewer).exclude(sections=[])
    found = by_plan.filter(run__state=PayRun.State.APPROVED, month__in=shown)
    if department_id is not None:
        found = found.filter(department=department_id)
    rows = list(found.order_by("employee__name", "employee_id", "month").values_list(*FIELDS))
    payslips = tuple(_payslip(*row) for row in rows)
    versions = _versions(one.paid for one in payslips)
    return ClosedPay(
        tuple(shown), payslips, _plans(payslips, versions), {one.pk: _terms(one) for one in versions}, _lines(payslips)
    )


def closed_months(viewer: Viewer, months: int, department_id: int | None = None) -> list[date]:
    """The latest month that is closed and those before it, the earliest first; none is none."""
    closed = PayPeriod.objects.visible_to(viewer).filter(state=PayPeriod.State.CLOSED)
    if department_id is not None:
        closed = closed.filter(department=department_id)
    found = set(closed.order_by("-month").values_list("month", flat=True).distinct()[:months])
    return (
        [month for back in range(months - 1, -1, -1) if (month := month_after(max(found), -back)) in found]
        if found
        else []
    )


def _payslip(
    pk: int, employee_id: int, name: str, department: str, month: date, sections: Any, inputs: Any, total: Any
) -> ClosedPayslip:
    paid = PaidMonth(
        employee_id,
        month,
        case_from(inputs),
        tuple(section["plan"] for section in sections),
        tuple(section["version"] for section in sections),
        kopecks_of(total),
    )
    return ClosedPayslip(pk, name, department, paid)


def _versions(paid: Iterable[PaidMonth]) -> Sequence[PayPlanVersion]:
    ids = {version for month in paid for version in month.versions if version is not None}
    rows = PayPlanVersion.objects.filter(pk__in=ids).select_related("plan").prefetch_related("components")
    return list(rows.order_by("plan__name", "plan_id", "starts_on"))


def _plans(payslips: Iterable[ClosedPayslip], versions: Sequence[PayPlanVersion]) -> tuple[PaidPlan, ...]:
    latest = {version.plan_id: version for version in versions}
    paid_by = [set(one.paid.plans) for one in payslips]
    plans = [PaidPlan(pk, version, sum(pk in plans for plans in paid_by)) for pk, version in latest.items()]
    return tuple(sorted(plans, key=lambda plan: -plan.payslips))


def _terms(version: PayPlanVersion) -> Terms:
    return Terms(kopecks_of(version.base), kopecks_of(version.variable), targets_of(version), is_own(version))


def is_own(version: PayPlanVersion) -> bool:
    """Measured by one's own figures, not by those of the members."""
    return version.measures == PayPlanVersion.Measures.OWN


def targets_of(version: PayPlanVersion) -> dict[str, Fraction]:
    """{component: what the version sets, or takes where it sets nothing}. Members are measured by their own plans, so
    that a plan that is measured by them sets none."""
    if not is_own(version):
        return {}
    components = list(version.components.all())
    usual = {one.code: USUAL_OUTPUT for one in components if one.code == OUTPUT}
    return usual | {one.code: Fraction(one.target) for one in components if one.target is not None}


def _lines(payslips: Iterable[ClosedPayslip]) -> Mapping[int, Mapping[str, int]]:
    found: dict[int, dict[str, int]] = {one.id: {} for one in payslips}
    rows = PayslipLine.objects.filter(payslip__in=list(found)).order_by().values_list("payslip", "code")
    for payslip, code, amount in rows.annotate(amount=Sum("amount")):
        found[payslip][code] = kopecks_of(amount)
    return found
