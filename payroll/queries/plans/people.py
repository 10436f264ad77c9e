"""`/pay/plans/people/`: who is paid by what, and who by nothing yet (Y1, M4)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from payroll.models import PayPlan, PayPlanVersion, PlanAcknowledgement, PlanAssignment
from payroll.models.answering import answered_by
from payroll.queries.plans.figures import versions_on
from payroll.queries.plans.page import sums_of
from payroll.queries.plans.standing import today_for
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, Employment


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody where they work now. `now`: what pays them today, `then`: what pays them next; without either they are
    in nobody's plan. `read_at`: the version in force. `may_assign`: it is no row of the viewer's own."""

    employee: Employee
    department: Department
    now: PlanAssignment | None
    then: PlanAssignment | None
    base: Decimal | None
    variable: Decimal | None
    version: PayPlanVersion | None
    read_at: datetime | None
    may_assign: bool

    @property
    def is_without(self) -> bool:
        """Nothing says what pays them: a pay run stops at such a one."""
        return self.now is None

    @property
    def is_unread(self) -> bool:
        return self.version is not None and self.read_at is None


def people_rows(viewer: Viewer) -> list[PersonRow]:
    """Everybody for whose pay the viewer answers, and themselves where they lead; all for the director; first who is
    in no plan. Five statements."""
    terms = list(terms_of(viewer))
    today = today_for(viewer)
    paid = _assignments([term.employee_id for term in terms], viewer)
    versions = versions_on(today)
    read = _readings([term.employee_id for term in terms], versions.values())
    rows = [_row(term, paid[term.employee_id], versions, read, viewer, today) for term in terms]
    return sorted(rows, key=lambda row: not row.is_without)


def terms_of(viewer: Viewer) -> QuerySet[Employment]:
    """Where those people work now, by department and name. One statement."""
    here = Employee.objects.visible_to(viewer).employed_at(viewer.at)
    terms = Employment.objects.at(viewer.at).filter(employee__in=here)
    if not (viewer.is_system or viewer.has("director")):
        own = Q(employee=viewer.employee_id, department__in=viewer.led_department_ids)
        terms = terms.filter(answered_by(viewer) | own)
    return terms.select_related("employee", "department").order_by("department__name", "employee__name")


def usable_plans(viewer: Viewer) -> QuerySet[PayPlan]:
    """Those that the viewer can give to somebody."""
    seen = PayPlan.objects.visible_to(viewer).values("pk")
    published = PayPlanVersion.objects.filter(published_at__isnull=False).values("plan")
    return PayPlan.objects.filter(is_active=True, pk__in=published).filter(pk__in=seen).order_by("name")


def history_of(employee: Employee, viewer: Viewer) -> Sequence[PlanAssignment]:
    """What paid, pays and will pay somebody, the latest first; what the viewer may know of it. One statement."""
    known = PlanAssignment.objects.visible_to(viewer).filter(employee=employee).values("pk")
    rows = PlanAssignment.objects.filter(pk__in=known).select_related("plan", "set_by")
    return list(rows.order_by("-starts_on"))


def _assignments(people: Collection[int], viewer: Viewer) -> Mapping[int, list[PlanAssignment]]:
    rows = PlanAssignment.objects.not_over(viewer.at).filter(employee__in=people).select_related("plan")
    found: dict[int, list[PlanAssignment]] = defaultdict(list)
    for row in rows.order_by("starts_on"):
        found[row.employee_id].append(row)
    return found


def _readings(people: Collection[int], versions: Collection[PayPlanVersion]) -> Mapping[tuple[int, int], datetime]:
    rows = PlanAcknowledgement.objects.filter(employee__in=people, version__in=versions)
    return {(employee, version): at for employee, version, at in rows.values_list("employee_id", "version_id", "at")}


def _row(
    term: Employment,
    paid: Sequence[PlanAssignment],
    versions: Mapping[int, PayPlanVersion],
    read: Mapping[tuple[int, int], datetime],
    viewer: Viewer,
    today: date,
) -> PersonRow:
    now = next((row for row in paid if row.starts_on <= today), None)
    then = next((row for row in paid if row.starts_on > today), None)
    version = versions.get(now.plan_id) if now is not None and now.plan_id is not None else None
    base, variable = (None, None) if version is None else sums_of(now, version)
    return PersonRow(
        employee=term.employee,
        department=term.department,
        now=now,
        then=then,
        base=base,
        variable=variable,
        version=version,
        read_at=None if version is None else read.get((term.employee_id, version.pk)),
        may_assign=term.employee_id != viewer.employee_id,
    )
