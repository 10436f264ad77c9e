"""SLA policies: every change of their rows appends a version that clocks count by (S1–S4)."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import change_row, check_named, create_row, save_valid, scope_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.sla_choice import check_calendar, check_policy
from tickets.actions.catalogue.sla_terms import (
    Ladder,
    Targets,
    check_ladder,
    check_targets,
    write_ladder,
    write_targets,
)
from tickets.actions.sla.recompute import recompute_later
from tickets.models import DepartmentPolicy, SlaPolicy, SlaPolicyVersion
from tickets.permissions import check_can_change_policy, check_can_keep_projects_of, check_can_manage_catalogues
from tickets.queries.sla_policies import VERSIONS
from tickets.queries.sla_spec import spec_of
from workload.models import Department, WorkingCalendar
from workload.permissions import check_can_name_defaults

PLAIN = frozenset({"name", "calendar", "warn_percent", "notifies_any_time", "hides_covered", "is_default", "is_active"})


class PolicyFields(TypedDict, total=False):
    """What can be changed of a policy; `targets` and `steps` replace all there were. Its code never changes."""

    name: str
    calendar: WorkingCalendar
    warn_percent: int
    notifies_any_time: bool
    hides_covered: bool
    is_default: bool
    is_active: bool
    targets: Targets
    steps: Ladder


class NewPolicyFields(TypedDict, total=False):
    """What a new policy may be told beside its name, calendar, targets and steps."""

    warn_percent: int
    notifies_any_time: bool
    hides_covered: bool
    is_default: bool


@transaction.atomic
def create_policy(
    *,
    code: str,
    name: str,
    calendar: WorkingCalendar | None,
    targets: Targets,
    steps: Ladder,
    by: Viewer,
    at: datetime,
    **more: Unpack[NewPolicyFields],
) -> SlaPolicy:
    """A new policy with its first version. Refused, naming the field: no calendar or one that is not active, a target
    of no time or of more than a year, steps out of order."""
    check_named(more, PLAIN)
    check_can_manage_catalogues(by)
    check_targets(targets)
    check_ladder(steps)
    chosen = check_calendar(calendar)
    if more.get("is_default"):
        stand_down(by=by, at=at)
    policy = SlaPolicy(code=code.strip(), name=name.strip(), calendar=chosen, **more)
    after = {"code": policy.code, "name": policy.name, "calendar": chosen}
    create_row(policy, action="sla_policy.create", by=by, at=at, after=after)
    write_targets(policy, targets)
    write_ladder(policy, steps)
    append_version(policy, by=by, at=at)
    if policy.is_default:
        recompute_later(by=by, at=at)
    return policy


@transaction.atomic
def update_policy(*, policy: SlaPolicy, by: Viewer, at: datetime, **new: Unpack[PolicyFields]) -> SlaPolicy:
    """Changes the named fields; clocks that run by the policy are counted anew. Refused as for a new one."""
    check_named(new, PLAIN | {"targets", "steps"})
    if new.get("is_default"):
        stand_down(by=by, at=at, but=policy)
    locked = lock_policy(policy, by=by)
    was_default, had_calendar = locked.is_default, locked.calendar_id
    if "calendar" in new and new["calendar"] != locked.calendar:
        check_calendar(new["calendar"])
    if not new.get("is_active", locked.is_active) and new.get("is_default", locked.is_default):
        raise Refused(_("This is used where no other is named. Make another one the default first."), field="is_active")
    before = spec_of(locked)
    plain: dict[str, Any] = {name: value for name, value in new.items() if name in PLAIN}
    change_row(locked, action="sla_policy.update", by=by, at=at, new=plain)
    if "targets" in new:
        check_targets(new["targets"])
        write_targets(locked, new["targets"])
    if "steps" in new:
        check_ladder(new["steps"])
        write_ladder(locked, new["steps"])
    is_new = append_version(locked, by=by, at=at, before=before)
    if locked.is_default != was_default:
        recompute_later(by=by, at=at)
    elif is_new or locked.calendar_id != had_calendar:
        recompute_later(policy_id=locked.pk, by=by, at=at)
    return locked


@transaction.atomic
def set_department_policy(
    *, department: Department, policy: SlaPolicy | None, by: Viewer, at: datetime, instead_of: SlaPolicy | None = None
) -> None:
    """The department's tickets run by `policy` where their contract names none; None leaves it to the default one.

    Refused, naming `policy`, for one that is not active; naming `department` when it has another one by now than the
    policy it was to be taken from.
    """
    locked = Department.objects.visible_to(by).select_for_update(of=("self",)).get(pk=department.pk)
    check_can_keep_projects_of(by, locked.pk)
    row = DepartmentPolicy.objects.select_related("policy").filter(department=locked).first()
    former = row.policy if row is not None else None
    if instead_of is not None and former != instead_of:
        raise Refused(_("The department does not use this policy."), field="department")
    if former == policy:
        return
    if policy is None:
        DepartmentPolicy.objects.filter(department=locked).delete()
    else:
        check_policy(policy, field="policy")
        save_valid(DepartmentPolicy(department=locked, policy=policy) if row is None else repointed(row, policy))
    audit.record(
        action="department.sla_policy",
        target=locked,
        scope=scope_of(locked),
        department_id=locked.pk,
        by=by,
        at=at,
        before={"policy": former},
        after={"policy": policy},
    )
    recompute_later(department_id=locked.pk, by=by, at=at)


def repointed(row: DepartmentPolicy, policy: SlaPolicy) -> DepartmentPolicy:
    row.policy = policy
    return row


def lock_policy(policy: SlaPolicy, *, by: Viewer) -> SlaPolicy:
    """The policy as it is now, locked. SlaPolicy.DoesNotExist when `by` may not see it."""
    rows = SlaPolicy.objects.visible_to(by).select_related("calendar").select_for_update(of=("self",))
    locked = rows.get(pk=policy.pk)
    check_can_change_policy(by, locked)
    return locked


def stand_down(*, by: Viewer, at: datetime, but: SlaPolicy | None = None) -> None:
    """The policy that is the default one so far no longer is. Both are locked, the lower id first."""
    check_can_manage_catalogues(by)
    check_can_name_defaults(by)
    ids = [but.pk] if but is not None else []
    rows = SlaPolicy.objects.visible_to(by).select_for_update(of=("self",)).order_by("pk")
    for other in rows.filter(Q(is_default=True) | Q(pk__in=ids)):
        if other.pk not in ids:
            change_row(other, action="sla_policy.update", by=by, at=at, new={"is_default": False})


def append_version(policy: SlaPolicy, *, by: Viewer, at: datetime, before: dict[str, Any] | None = None) -> bool:
    """What the rows of the locked policy say now, as its next version; whether that differs from `before`."""
    spec = spec_of(policy)
    if spec == before:
        return False
    policy.version += 1
    SlaPolicyVersion.objects.create(
        policy=policy, number=policy.version, spec=spec, created_at=at, created_by_id=by.employee_id
    )
    policy.save(update_fields=["version"])
    VERSIONS.written((policy.pk, policy.version))
    audit.record(
        action="sla_policy.terms",
        target=policy,
        scope=scope_of(policy),
        by=by,
        at=at,
        before=before,
        after={**spec, "version": policy.version},
    )
    return True
