"""What the pages of onboarding show (L9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from support_desk.shared.viewer import Viewer
from workload.models import Employee, Employment, OnboardingItem, OnboardingPlan
from workload.onboarding_permissions import can_plan_onboarding
from workload.permissions import can_manage_company, managed_department_ids
from workload.queries.ramp import Service, service_of

# Who was hired this long ago and has no plan is named.
STILL_NEW = timedelta(days=120)
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of a plan: `state` is done, late, today or ahead."""

    number: int
    on: date
    items: list[OnboardingItem]
    state: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan. `days` are in order, today first, then what is open from earlier days, what comes, what is
    done. `may_plan`: replan, close, confirm; `may_learn`: it is the viewer's own and under way."""

    plan: OnboardingPlan
    days: list[DayRow]
    done: int
    confirmed: int
    total: int
    service: Service | None
    may_plan: bool
    may_learn: bool

    @property
    def to_confirm(self) -> int:
        return self.done - self.confirmed


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan of a list. `late`: steps of days that are over and not done."""

    plan: OnboardingPlan
    total: int
    done: int
    to_confirm: int
    late: int
    service: Service | None


@dataclass(frozen=True, slots=True)
class OnboardingPage:
    """The viewer's own plan, those of others that they may see, and who is new and has none."""

    own: PlanPage | None
    rows: list[PlanRow]
    unplanned: list[Employee]
    plannable: list[Employee]


def onboarding_page(viewer: Viewer) -> OnboardingPage:
    """Five statements for the own plan, and five for those of others and who has none."""
    today = local_today(viewer.at)
    plans = OnboardingPlan.objects.visible_to(viewer).select_related("employee", "mentor", "position")
    own = plans.filter(employee=viewer.employee_id).order_by(F("ended_at").desc(nulls_first=True)).first()
    people = plannable(viewer, today)
    return OnboardingPage(
        own=plan_page(own, viewer) if own else None,
        rows=plan_rows(viewer, today),
        unplanned=[one for one in people if is_new(one, today)],
        plannable=people,
    )


def plan_page(plan: OnboardingPlan, viewer: Viewer) -> PlanPage:
    """Steps and service of one plan. Four statements."""
    today = local_today(viewer.at)
    items = list(plan.items.select_related("instruction__operation", "confirmed_by").order_by("rank"))
    is_active = plan.state == OnboardingPlan.State.ACTIVE
    terms = Employment.objects.not_over(viewer.at).filter(employee=plan.employee).order_by("starts_on")
    department_id = terms.values_list("department_id", flat=True).first()
    is_own = plan.employee_id == viewer.employee_id
    is_mentor = plan.mentor_id is not None and plan.mentor_id == viewer.employee_id
    return PlanPage(
        plan=plan,
        days=sorted(days_of(items, today), key=lambda day: (ORDER[day.state], day.number)),
        done=sum(1 for item in items if item.done_at),
        confirmed=sum(1 for item in items if item.confirmed_at),
        total=len(items),
        service=service_of([plan.employee], today).get(plan.employee_id),
        may_plan=is_active and (is_mentor or can_plan_onboarding(viewer, plan.employee, department_id)),
        may_learn=is_active and is_own,
    )


ORDER = {"today": 0, "late": 1, "ahead": 2, "done": 3}


def days_of(items: Iterable[OnboardingItem], today: date) -> list[DayRow]:
    """The steps by day."""
    found = []
    for (number, on), group in groupby(items, key=lambda item: (item.day_number, item.on)):
        steps = list(group)
        found.append(DayRow(number, on, steps, state_of(steps, on, today), sum(step.minutes for step in steps)))
    return found


def state_of(steps: Sequence[OnboardingItem], on: date, today: date) -> str:
    if all(step.done_at for step in steps):
        return "done"
    if on == today:
        return "today"
    return "late" if on < today else "ahead"


def plan_rows(viewer: Viewer, today: date) -> list[PlanRow]:
    """Plans of others under way, those with something late first. Three statements."""
    plans = OnboardingPlan.objects.visible_to(viewer).under_way().exclude(employee=viewer.employee_id)
    rows = plans.select_related("employee", "mentor", "position").annotate(
        total=Count("items"),
        done=Count("items", filter=Q(items__done_at__isnull=False)),
        to_confirm=Count("items", filter=Q(items__done_at__isnull=False, items__confirmed_at__isnull=True)),
        late=Count("items", filter=Q(items__done_at__isnull=True, items__on__lt=today)),
        next_on=Min("items__on", filter=Q(items__done_at__isnull=True)),
    ).order_by("-late", "next_on", "employee__name")[:MOST_ROWS]  # fmt: skip
    found: list[Any] = list(rows)
    if not found:
        return []
    services = service_of([row.employee for row in found], today)
    return [PlanRow(row, row.total, row.done, row.to_confirm, row.late, services.get(row.employee_id)) for row in found]


def plannable(viewer: Viewer, today: date) -> list[Employee]:
    """Whom the viewer may make a plan for: their juniors and the people of their department without one under way, the
    newest first. One statement."""
    plans = OnboardingPlan.objects.filter(employee=OuterRef("pk"))
    people = Employee.objects.visible_to(viewer).annotate(has_learned=Exists(plans))
    people = people.filter(~Exists(plans.under_way())).exclude(pk=viewer.employee_id or 0)
    people = people.filter(Q(left_on__isnull=True) | Q(left_on__gte=today))
    if not can_manage_company(viewer):
        terms = Employment.objects.not_over(viewer.at).filter(department_id__in=managed_department_ids(viewer))
        people = people.filter(Q(mentor=viewer.employee_id or 0) | Q(pk__in=terms.values("employee_id")))
    return list(people.order_by("-hired_on", "name")[:MOST_ROWS])


def is_new(employee: Any, today: date) -> bool:
    """Hired of late, and has had no plan. `employee` carries `has_learned`."""
    return not employee.has_learned and employee.hired_on >= today - STILL_NEW


def local_today(at: datetime) -> date:
    """The day that the page is read on."""
    return timezone.localtime(at).date()
