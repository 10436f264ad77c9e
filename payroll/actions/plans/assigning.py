"""Who is paid by which plan, from when (Y1): one plan at a time, none of it in months whose facts are frozen."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payroll.actions.plans.frozen_months import check_months_open, lock_places
from payroll.actions.plans.locking import check_is_active
from payroll.models import PayPlan, PlanAssignment
from payroll.notifications.plans import tell_assigned
from payroll.plan_permissions import check_can_assign_plan
from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.terms import lock_employee
from workload.models import Department, Employee, Employment

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pay:
    """By which plan; without one paid elsewhere, by no payslip of this desk. `base`, `variable`: rubles a full month
    where they are not the plan's."""

    plan: PayPlan | None
    base: Decimal | None = None
    variable: Decimal | None = None


@transaction.atomic
def assign_plan(*, employee: Employee, pay: Pay, starts_on: date, by: Viewer, at: datetime) -> PlanAssignment:
    """From `starts_on` the person is paid by it, until the day before what was set from a later day. Saying what holds
    already changes nothing.

    Refused, naming the field: oneself, a day on which the person does not work here, a plan without a published
    version on it, a month whose facts are frozen.
    """
    lock_places(employee)
    person = lock_employee(employee, by=by)
    department = place_on(person, starts_on)
    check_can_assign_plan(by, person, department)
    check_has_version(pay, starts_on, by=by)
    rows = list(PlanAssignment.objects.filter(employee=person).select_for_update(of=("self",)).order_by("starts_on"))
    standing = next((row for row in rows if holds_on(row, starts_on)), None)
    if standing is not None and terms_of(standing) == pay:
        return standing
    later = next((row for row in rows if row.starts_on > starts_on), None)
    ends_on = later.starts_on - ONE_DAY if later else None
    check_months_open(person, starts_on, ends_on, field="starts_on", is_first=standing is None)
    made = _put(standing, person, pay, starts_on, ends_on, department=department, by=by, at=at)
    tell_assigned(made, at=at)
    return made


@transaction.atomic
def end_assignment(*, assignment: PlanAssignment, ends_on: date, by: Viewer, at: datetime) -> PlanAssignment:
    """The last day on which the person is paid by it. Refused, naming `ends_on`: before it starts, into what follows,
    into a month whose facts are frozen."""
    seen = PlanAssignment.objects.filter(pk__in=PlanAssignment.objects.visible_to(by).values("pk"))
    known = seen.select_related("employee").get(pk=assignment.pk)
    lock_places(known.employee)
    person = lock_employee(known.employee, by=by)
    row = seen.select_for_update(of=("self",)).get(pk=assignment.pk)
    if ends_on < row.starts_on:
        raise Refused(_("It ends before it starts."), field="ends_on")
    department = place_on(person, ends_on, field="ends_on")
    check_can_assign_plan(by, person, department)
    if row.ends_on is not None and ends_on > row.ends_on:
        raise Refused(_("To be paid by it longer, give the plan again from the day after."), field="ends_on")
    if ends_on == row.ends_on:
        return row
    check_months_open(person, ends_on + ONE_DAY, row.ends_on, field="ends_on")
    new = {"ends_on": ends_on}
    return change_row(row, action="plan_assignment.end", by=by, at=at, new=new, department_id=department.pk)


def place_on(person: Employee, day: date, *, field: str = "starts_on") -> Department:
    """Where the person works on that day. Refused, naming `field`, where nowhere."""
    terms = Employment.objects.on(day).filter(employee=person, employee__hired_on__lte=day)
    term = terms.select_related("department").first()
    if term is None or (person.left_on is not None and day > person.left_on):
        words = _("%(name)s does not work here on %(day)s.")
        raise Refused(words % {"name": person.name, "day": day.isoformat()}, field=field)
    return term.department


def check_has_version(pay: Pay, day: date, *, by: Viewer) -> None:
    """A plan that says nothing yet pays nobody. PayPlan.DoesNotExist for one that is not `by`'s to read."""
    if pay.plan is None:
        if pay.base is not None or pay.variable is not None:
            raise Refused(_("Who is paid elsewhere has no sums here."), field="base")
        return
    check_is_active(PayPlan.objects.visible_to(by).get(pk=pay.plan.pk))
    if not pay.plan.versions.filter(published_at__isnull=False, starts_on__lte=day).exists():
        words = _("%(plan)s has no published version on %(day)s.")
        raise Refused(words % {"plan": pay.plan.name, "day": day.isoformat()}, field="plan")


def holds_on(row: PlanAssignment, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)


def terms_of(row: PlanAssignment) -> Pay:
    return Pay(row.plan, row.base, row.variable)


def _put(
    standing: PlanAssignment | None,
    person: Employee,
    pay: Pay,
    starts_on: date,
    ends_on: date | None,
    *,
    department: Department,
    by: Viewer,
    at: datetime,
) -> PlanAssignment:
    """In the place of what starts on that very day; what began before ends on the day before."""
    new: dict[str, Any] = {
        "plan": pay.plan, "base": pay.base, "variable": pay.variable, "set_by_id": by.employee_id, "ends_on": ends_on,
    }  # fmt: skip
    said: dict[str, Any] = {"by": by, "at": at, "department_id": department.pk}
    if standing is not None and standing.starts_on == starts_on:
        return change_row(standing, action="plan_assignment.change", new=new, **said)
    if standing is not None:
        change_row(standing, action="plan_assignment.end", new={"ends_on": starts_on - ONE_DAY}, **said)
    row = PlanAssignment(employee=person, starts_on=starts_on, **new)
    after = {"employee": person, "plan": pay.plan, "starts_on": starts_on, "base": pay.base, "variable": pay.variable}
    return create_row(row, action="plan_assignment.create", after=after, **said)
