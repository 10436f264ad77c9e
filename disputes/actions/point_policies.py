"""Setting how a department, or every one without a policy of its own, plays from a month on (D0, M2)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.domain.policy_numbers import check_numbers
from disputes.models import PointPolicy
from disputes.point_permissions import check_can_set_point_policy
from disputes.queries.point_policies import months_in_play
from support_desk.shared import audit
from support_desk.shared.changing import check_named, save_valid
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.refusing import bad_input_refused
from workload.models import Department, Employment

STAKES: Final = (
    "answered", "judged", "both_right_initiator", "both_right_respondent", "both_wrong_initiator",
    "both_wrong_respondent",
)  # fmt: skip
TERMS: Final = (
    "days_to_answer", "first_reminder_day", "second_reminder_day", "arbiter_reminder_days",
    "arbiter_escalation_days", "revision_days",
)  # fmt: skip
LIMITS: Final = ("days_back", "open_at_once", "a_month")
MONEY: Final = ("kind", "rate", "guard_percent", "silence_counts", "controller", "controller_cap")
VALUES: Final = frozenset({*MONEY, *STAKES, *TERMS, *LIMITS})


@transaction.atomic
def set_point_policy(
    *, department: Department | None, starts_on: date, values: Mapping[str, Any], by: Viewer, at: datetime
) -> PointPolicy:
    """From `starts_on` the department (None: every one without a policy of its own) plays by `values`; what is not
    named stays as it was set for that month, else as the standard has it. A month to come can be set again.

    Refused, naming the field: a day that is no first of a month, a month that has begun or is settled (but for the very
    first policy where nothing was opened or posted yet), values that contradict themselves.
    """
    check_can_set_point_policy(by, department.pk if department else None)
    check_named(values, VALUES)
    _lock(department)
    check_start(department, starts_on, at=at)
    rows = PointPolicy.objects.visible_to(by).select_for_update(of=("self",))
    policy = rows.filter(department=department, starts_on=starts_on).first()
    before = {name: getattr(policy, name) for name in values} if policy else {}
    policy = policy or PointPolicy(department=department, starts_on=starts_on)
    for name, value in values.items():
        setattr(policy, name, value)
    policy.set_by_id = by.employee_id
    check_values(policy, by)
    save_valid(policy)
    after = {"starts_on": starts_on, **values}
    scope = f"point_policy:{policy.pk}"
    audit.record(action="point_policy.set", target=policy, by=by, at=at, before=before, after=after, scope=scope)
    return policy


def check_start(department: Department | None, starts_on: date, *, at: datetime) -> None:
    """A month is counted by one policy from its first day to its last."""
    if starts_on.day != 1:
        raise Refused(
            _("A policy starts on the first of a month: a month is counted by one policy."), field="starts_on"
        )
    play = months_in_play(department, starts_on, at)
    if play.is_settled:
        raise Refused(_("This month is settled: what was counted stays. Choose a later one."), field="starts_on")
    if play.has_begun and (play.has_policy or play.is_played):
        raise Refused(
            _("This month has begun, and people play by what was in force. Choose a month to come."), field="starts_on"
        )


def check_values(policy: PointPolicy, by: Viewer) -> None:
    """What the constraints of the row would refuse, in words; and nobody feeds a fund of their own (P4)."""
    with bad_input_refused():
        policy.money()
        check_numbers({name: getattr(policy, name) for name in (*STAKES, *TERMS)})
    if policy.kind == PointPolicy.Kind.CONTROLLER and policy.controller_id == by.employee_id:
        raise NotAllowed(_("Nobody names themselves the controller. The director names them."), field="controller")
    _check_controller_works_there(policy)


def _check_controller_works_there(policy: PointPolicy) -> None:
    """Another department's policy would pay a controller whom this one pays nothing (M2)."""
    if policy.kind != PointPolicy.Kind.CONTROLLER or policy.department is None:
        return
    there = Employment.objects.on(policy.starts_on).filter(department=policy.department)
    if not there.filter(employee=policy.controller_id).exists():
        raise Refused(_("The controller of a department works in it on the day it starts."), field="controller")


def _lock(department: Department | None) -> None:
    """One at a time sets policies or settles: the department, or all in the order of their ids."""
    rows = Department.objects.select_for_update(no_key=True).order_by("pk")
    list((rows.filter(pk=department.pk) if department else rows).values_list("pk"))
