"""The steps of a plan: done by the person, confirmed by who teaches them (L9)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import save_valid, scope_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.onboarding.plans import end_if_known, lock_plan
from workload.models import OnboardingItem, OnboardingPlan
from workload.notifications.onboarding import tell_day_done
from workload.onboarding_permissions import check_can_learn, check_can_plan_onboarding


@transaction.atomic
def mark_done(*, item: OnboardingItem, by: Viewer, at: datetime, is_done: bool = True) -> OnboardingItem:
    """The person has learned it, or has not after all. Said twice it is said once. The mentor is told when nothing of
    the day is left. Refused once it is confirmed."""
    plan, department_id = lock_plan(item.plan, by=by, at=at)
    check_can_learn(by, plan.employee)
    locked = lock_item(plan, item)
    if locked.confirmed_at is not None:
        raise Refused(_("This is confirmed already."))
    if (locked.done_at is not None) == is_done:
        return locked
    locked.done_at = at if is_done else None
    save_valid(locked)
    record(plan, locked, "onboarding.done" if is_done else "onboarding.undone", by=by, at=at, where=department_id)
    if is_done and not plan.items.filter(day_number=locked.day_number, done_at__isnull=True).exists():
        tell_day_done(plan, locked.day_number, at=at)
    return locked


@transaction.atomic
def confirm_step(*, item: OnboardingItem, by: Viewer, at: datetime, note: str = "") -> OnboardingItem:
    """The mentor, or who plans for the person, has seen that it is known. With the last one the plan is done."""
    plan, department_id = lock_plan(item.plan, by=by, at=at)
    if by.employee_id != plan.mentor_id or by.employee_id is None:
        check_can_plan_onboarding(by, plan.employee, department_id)
    locked = lock_item(plan, item)
    if locked.done_at is None:
        raise Refused(_("The person has not said yet that it is done."))
    if locked.confirmed_at is not None:
        return locked
    locked.confirmed_at, locked.confirmed_by_id, locked.note = at, by.employee_id, note.strip()
    save_valid(locked)
    record(plan, locked, "onboarding.confirm", by=by, at=at, where=department_id)
    end_if_known(plan, at=at)
    return locked


def lock_item(plan: OnboardingPlan, item: OnboardingItem) -> OnboardingItem:
    """The step as it is now; OnboardingItem.DoesNotExist when it was laid out anew meanwhile."""
    return plan.items.select_related("instruction").get(pk=item.pk)


def record(
    plan: OnboardingPlan, item: OnboardingItem, action: str, *, by: Viewer, at: datetime, where: int | None
) -> None:
    """One row of the plan's trail."""
    audit.record(
        action=action,
        target=item,
        scope=scope_of(plan),
        by=by,
        at=at,
        department_id=where,
        after={"employee": plan.employee, "day": item.day_number, "note": item.note},
    )
