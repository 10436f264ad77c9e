"""`/pay/plans/`: the plans that the viewer sees, and which of them pays the viewer (Y1, M4)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from payroll.models import PayPlan, PayPlanVersion, PlanAcknowledgement, PlanAssignment
from payroll.queries.plans.measures import weights_in_words
from payroll.queries.plans.standing import PlanStanding, standing_of, today_for, versions_of
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan. `people`: paid by it now, of those the viewer may know; `unread`: of them without a word for a version
    that pays or will pay them. `is_own`: it pays the viewer; `to_read`: what of it the viewer has not read."""

    plan: PayPlan
    standing: PlanStanding
    people: int
    unread: int
    is_own: bool
    to_read: PayPlanVersion | None

    @property
    def weights(self) -> str:
        """The measures of what is shown, by weight."""
        return weights_in_words(self.standing.shown.components.all()) if self.standing.shown else ""


def plan_rows(viewer: Viewer, *, is_active: bool = True) -> list[PlanRow]:
    """Plans by name; what pays the viewer first. Five statements, however many there are."""
    seen = PayPlan.objects.filter(pk__in=PayPlan.objects.visible_to(viewer).values("pk"), is_active=is_active)
    plans = list(seen.order_by("name"))
    versions = versions_of(plans, viewer)
    paid = paid_by(plans, viewer)
    read = frozenset(
        PlanAcknowledgement.objects.filter(version__plan__in=plans).values_list("employee_id", "version_id")
    )
    rows = [_row(plan, versions[plan.pk], paid[plan.pk], read, viewer) for plan in plans]
    return sorted(rows, key=lambda row: not row.is_own)


def paid_by(plans: Iterable[PayPlan], viewer: Viewer) -> Mapping[int, Collection[int]]:
    """{plan: who is paid by it at the viewer's instant, of those the viewer may know}. One statement."""
    known = PlanAssignment.objects.visible_to(viewer).values("pk")
    rows = PlanAssignment.objects.at(viewer.at).filter(plan__in=[plan.pk for plan in plans], pk__in=known)
    found: dict[int, set[int]] = defaultdict(set)
    for plan_id, employee_id in rows.values_list("plan_id", "employee_id"):
        found[plan_id].add(employee_id)
    return found


def unread_of(
    standing: PlanStanding, employee_id: int | None, read: Collection[tuple[int, int]]
) -> PayPlanVersion | None:
    """The first of what pays or will pay somebody that they have not read."""
    binding = (standing.current, standing.upcoming)
    return next((one for one in binding if one is not None and (employee_id, one.pk) not in read), None)


def _row(
    plan: PayPlan,
    versions: list[PayPlanVersion],
    paid: Collection[int],
    read: Collection[tuple[int, int]],
    viewer: Viewer,
) -> PlanRow:
    standing = standing_of(versions, today_for(viewer))
    late = Counter(unread_of(standing, person, read) is not None for person in paid)
    is_own = viewer.employee_id in paid
    to_read = unread_of(standing, viewer.employee_id, read) if is_own else None
    return PlanRow(plan, standing, len(paid), late[True], is_own, to_read)
