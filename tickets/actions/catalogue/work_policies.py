"""A department's rules of work, from a day on (W2, C2, T2, T4)."""

from datetime import date, datetime
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.agreeing_permissions import check_can_keep_rules
from tickets.models import WorkPolicy
from workload.models import Department

FIELDS = frozenset({"threshold_minutes", "used_percent", "spare_percent", "silent_days", "reopen_days"})


class WorkPolicyFields(TypedDict, total=False):
    """What can be changed before the rules are in force."""

    threshold_minutes: int
    used_percent: int
    spare_percent: int
    silent_days: int
    reopen_days: int


@transaction.atomic
def create_work_policy(
    *, department: Department | None, starts_on: date, by: Viewer, at: datetime, **rules: Unpack[WorkPolicyFields]
) -> WorkPolicy:
    """Rules from `starts_on` on; the department None: of everybody without their own. Refused, naming `starts_on`, for
    a day that is past, and for a second set on one day."""
    check_named(rules, FIELDS)
    check_can_keep_rules(by, department)
    if starts_on < today_of(department, at):
        raise Refused(_("What was decided by the rules of a past day stays. Begin today or later."), field="starts_on")
    policy = WorkPolicy(department=department, starts_on=starts_on, **rules)
    after = {"department": department, "starts_on": starts_on, **rules}
    return create_row(policy, action="work_policy.create", by=by, at=at, after=after)


@transaction.atomic
def update_work_policy(
    *, policy: WorkPolicy, by: Viewer, at: datetime, **rules: Unpack[WorkPolicyFields]
) -> WorkPolicy:
    """Changes rules that are not in force yet; later ones begin with a row of their own."""
    check_named(rules, FIELDS)
    locked = WorkPolicy.objects.select_for_update(of=("self",)).get(pk=policy.pk)
    check_can_keep_rules(by, locked.department)
    if locked.starts_on <= today_of(locked.department, at):
        raise Refused(_("These rules are in force. Add others from a later day on."))
    return change_row(locked, action="work_policy.update", by=by, at=at, new=dict(rules))


def today_of(department: Department | None, at: datetime) -> date:
    """The day where the department is; the desk's own for the rules of everybody."""
    return at.astimezone(ZoneInfo(department.timezone if department else settings.TIME_ZONE)).date()
