"""`/pay/plans/<id>/`: one plan with one of its versions, and what the viewer may do with it (Y1, M4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from payroll.models import PayPlan, PayPlanVersion, PlanAcknowledgement, PlanAssignment
from payroll.plan_permissions import can_assign_plans, can_publish_plan, can_write_plans
from payroll.queries.plans.lists import unread_of
from payroll.queries.plans.measures import HUNDRED, MeasureRow, in_percent, measure_rows
from payroll.queries.plans.standing import PlanStanding, standing_of, today_for, versions_of
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PaidRow:
    """Somebody paid by the plan, with their own sums where they have them; `read_at`: the version shown."""

    assignment: PlanAssignment
    base: Decimal
    variable: Decimal
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`place`: of the version shown: draft, current, upcoming, former. `base`, `variable`: the viewer's own sums where
    the plan pays them, else the plan's; `may_read`: it pays them and they have not said that they have read it;
    `to_read`: what pays or will pay them and is unread."""

    plan: PayPlan
    standing: PlanStanding
    versions: Sequence[PayPlanVersion]
    version: PayPlanVersion
    place: str
    measures: Sequence[MeasureRow]
    own: PlanAssignment | None
    base: Decimal
    variable: Decimal
    people: Sequence[PaidRow]
    read_at: datetime | None
    to_read: PayPlanVersion | None
    deductions: Sequence[str]
    may_read: bool
    may_write: bool
    may_publish: bool
    may_assign: bool


def plan_page(plan: PayPlan, number: int | None, viewer: Viewer) -> PlanPage | None:
    """With the version of that number, else with what is in force. None where the viewer sees no such version. Seven
    statements."""
    versions = versions_of([plan], viewer)[plan.pk]
    standing = standing_of(versions, today_for(viewer))
    version = standing.shown if number is None else next((one for one in versions if one.number == number), None)
    if version is None:
        return None
    own = own_assignment(plan, viewer)
    base, variable = sums_of(own, version)
    read = dict(version.acknowledgements.values_list("employee_id", "at"))
    read_at = read.get(viewer.employee_id) if viewer.employee_id else None
    is_published = version.published_at is not None
    unread = None if own is None else unread_of(standing, viewer.employee_id, own_readings(plan, viewer))
    deductions = (version.complaint_deduction, version.finding_deduction, version.rework_deduction)
    return PlanPage(
        plan=plan,
        standing=standing,
        versions=versions,
        version=version,
        place=_place(version, standing),
        measures=measure_rows(version.components.all(), variable),
        own=own,
        base=base,
        variable=variable,
        people=[_paid(row, version, read.get(row.employee_id)) for row in people_of(plan, viewer)],
        read_at=read_at,
        to_read=unread,
        deductions=[in_percent(part * HUNDRED) for part in deductions],
        may_read=is_published and own is not None and read_at is None,
        may_write=can_write_plans(viewer) and plan.is_active,
        may_publish=standing.draft is not None and can_publish_plan(viewer, plan),
        may_assign=can_assign_plans(viewer) and plan.is_active,
    )


def own_assignment(plan: PayPlan, viewer: Viewer) -> PlanAssignment | None:
    """By which the plan pays the viewer now or later, else paid them last. One statement."""
    if viewer.employee_id is None:
        return None
    rows = PlanAssignment.objects.filter(plan=plan, employee=viewer.employee_id).order_by("starts_on")
    current = list(rows)
    today = today_for(viewer)
    holding = [row for row in current if row.ends_on is None or row.ends_on >= today]
    return next(iter(holding), current[-1] if current else None)


def own_readings(plan: PayPlan, viewer: Viewer) -> frozenset[tuple[int, int]]:
    """{(the viewer, version of the plan)}. One statement."""
    rows = PlanAcknowledgement.objects.filter(employee=viewer.employee_id, version__plan=plan)
    return frozenset(rows.values_list("employee_id", "version_id"))


def people_of(plan: PayPlan, viewer: Viewer) -> Sequence[PlanAssignment]:
    """Of others than the viewer, whom the viewer may know: paid by it now or later. One statement."""
    known = PlanAssignment.objects.visible_to(viewer).exclude(employee=viewer.employee_id).values("pk")
    rows = PlanAssignment.objects.not_over(viewer.at).filter(plan=plan, pk__in=known)
    return list(rows.select_related("employee", "set_by").order_by("employee__name", "starts_on"))


def sums_of(assignment: PlanAssignment | None, version: PayPlanVersion) -> tuple[Decimal, Decimal]:
    """Base and variable part a full month: the person's own, else the version's."""
    base = assignment.base if assignment and assignment.base is not None else version.base
    variable = assignment.variable if assignment and assignment.variable is not None else version.variable
    return base, variable


def _place(version: PayPlanVersion, standing: PlanStanding) -> str:
    places = {"draft": standing.draft, "current": standing.current}
    found = next((name for name, one in places.items() if one == version), None)
    if found:
        return found
    is_ahead = standing.upcoming is not None and version.starts_on >= standing.upcoming.starts_on
    return "upcoming" if is_ahead else "former"


def _paid(row: PlanAssignment, version: PayPlanVersion, read_at: datetime | None) -> PaidRow:
    base, variable = sums_of(row, version)
    return PaidRow(row, base, variable, read_at)
