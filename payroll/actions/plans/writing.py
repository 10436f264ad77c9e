"""Writing plans: a plan begins with a draft, and a draft may be written anew until it is published (Y1, Y2)."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from payroll.actions.plans.locking import check_is_active, draft_of, lock_plan
from payroll.actions.plans.terms import Terms, check_terms
from payroll.models import PayComponent, PayPlan, PayPlanVersion, PlanAssignment
from payroll.plan_permissions import check_can_write_plans
from support_desk.shared import audit
from support_desk.shared.changing import change_row, check_named, create_row, save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer

FIELDS: Final = frozenset({"name", "position", "is_active"})


@transaction.atomic
def create_plan(*, name: str, position: str, terms: Terms, by: Viewer, at: datetime) -> PayPlan:
    """A plan with its first draft. Refused, naming the field: the name is taken, the terms contradict themselves."""
    check_can_write_plans(by)
    plan = PayPlan(name=name.strip(), position=position)
    create_row(plan, action="pay_plan.create", by=by, at=at, after={"name": plan.name, "position": position})
    _write(plan, terms, by=by, at=at)
    return plan


@transaction.atomic
def write_plan_draft(*, plan: PayPlan, terms: Terms, by: Viewer, at: datetime) -> PayPlanVersion:
    """The next version as it is to be, in the place of what was written before; nobody is paid by it yet."""
    check_can_write_plans(by)
    locked = lock_plan(plan, by=by)
    check_is_active(locked)
    return _write(locked, terms, by=by, at=at)


@transaction.atomic
def update_plan(*, plan: PayPlan, by: Viewer, at: datetime, **new: Any) -> PayPlan:
    """Another name or position; `is_active` no: nobody is given it any more. Refused while somebody is paid by it."""
    check_named(new, FIELDS)
    check_can_write_plans(by)
    locked = lock_plan(plan, by=by)
    if new.get("is_active") is False and PlanAssignment.objects.not_over(at).filter(plan=locked).exists():
        raise Refused(_("Somebody is still paid by %(plan)s.") % {"plan": locked.name}, field="is_active")
    return change_row(locked, action="pay_plan.update", by=by, at=at, new=new)


def _write(plan: PayPlan, terms: Terms, *, by: Viewer, at: datetime) -> PayPlanVersion:
    version = draft_of(plan) or PayPlanVersion(plan=plan, number=_next_number(plan))
    for name, value in terms.of_version().items():
        setattr(version, name, value)
    version.created_by_id, version.created_at = by.employee_id, at
    components = [
        PayComponent(version=version, position=place, **measure.of_component())
        for place, measure in enumerate(terms.measures, start=1)
    ]
    check_terms(plan, version, components)
    save_valid(version)
    version.components.all().delete()
    for component in components:
        component.version = version
    PayComponent.objects.bulk_create(components)
    after = {"number": version.number, **terms.said()}
    audit.record(action="pay_plan.write", target=version, by=by, at=at, scope=f"payplan:{plan.pk}", after=after)
    return version


def _next_number(plan: PayPlan) -> int:
    """The numbers of a plan run from 1."""
    last: int = plan.versions.aggregate(last=Max("number"))["last"] or 0
    return last + 1
