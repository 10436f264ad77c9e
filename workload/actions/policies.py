"""Setting a department's rules of rosters, load and onboarding from a day on (L1, L7, L9)."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import save_valid, scope_of
from support_desk.shared.errors import PeriodClosed, Refused
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from workload.domain.policies import WorkloadRules
from workload.models import Department, WorkloadPolicy
from workload.permissions import check_can_set_workload_policy


@transaction.atomic
def set_workload_policy(
    *, department: Department | None, starts_on: date, rules: WorkloadRules, by: Viewer, at: datetime
) -> WorkloadPolicy:
    """From `starts_on` the department (None: every one without rules of its own) works by `rules`; what was in force
    stays for the days before. Refused, naming the field, for rules out of range and for a day that has passed;
    PeriodClosed for a day of a closed month."""
    department_id = department.pk if department else None
    check_can_set_workload_policy(by, department_id)
    check_rules(rules)
    check_to_come(department_id, starts_on, at=at)
    rows = WorkloadPolicy.objects.visible_to(by).select_for_update(of=("self",))
    policy = rows.filter(department=department, starts_on=starts_on).first()
    before = values_of(policy.rules()) if policy else {}
    policy = policy or WorkloadPolicy(department=department, starts_on=starts_on)
    for name, value in values_of(rules).items():
        setattr(policy, name, value)
    policy.set_by_id = by.employee_id
    save_valid(policy)
    audit.record(
        action="workload_policy.set",
        target=policy,
        scope=scope_of(policy),
        department_id=department_id,
        by=by,
        at=at,
        before=before,
        after={"starts_on": starts_on, **values_of(rules)},
    )
    return policy


def values_of(rules: WorkloadRules) -> Mapping[str, Any]:
    """The rules as the row keeps them."""
    return {**asdict(rules), "ramp": list(rules.ramp)}


def check_rules(rules: WorkloadRules) -> None:
    """What the constraints of the row would refuse, in words."""
    if not 1 <= rules.submit_day <= 28:
        raise Refused(_("Name a day that every month has, from 1 to 28."), field="submit_day")
    if not 1 <= rules.months_ahead <= 3:
        raise Refused(_("A roster is due one to three months ahead."), field="months_ahead")
    if not rules.idle_percent < rules.overload_percent <= 1000:
        raise Refused(_("Overload begins above idleness, and at 1,000 % at most."), field="overload_percent")
    if not 1 <= len(rules.ramp) <= 24 or any(not 1 <= percent <= 200 for percent in rules.ramp):
        raise Refused(_("Give 1 to 24 months, each from 1 to 200 %."), field="ramp")


def check_to_come(department_id: int | None, day: date, *, at: datetime) -> None:
    """Rules never change what was counted by them."""
    if day < at.date().replace(day=1):
        raise Refused(
            _("Rules of months that have passed stay. Set the new ones from this month on."), field="starts_on"
        )
    concerned = Q(department_id=department_id) if department_id else Q()
    if PeriodLock.objects.filter(concerned, month__gte=day.replace(day=1)).exists():
        raise PeriodClosed(_("A month that these rules would change is closed."), field="starts_on")
