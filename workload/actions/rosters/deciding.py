"""Deciding on submitted months: approved one by one or all at once, or returned with a reason (L1, P4)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from workload.actions.rosters.locking import check_month, check_version, is_published, lock_department, lock_month
from workload.actions.rosters.planning import scope_of_roster
from workload.actions.rosters.publishing import put_rosters
from workload.domain.rosters import RosterEvent, RosterState
from workload.models import Department, Employee, RosterSubmission
from workload.notifications.rosters import tell_decided
from workload.roster_permissions import can_decide_roster, check_keeps_rosters, check_roster_event


@transaction.atomic
def approve_roster(
    *, submission: RosterSubmission, by: Viewer, at: datetime, version: int | None = None, reason: str = ""
) -> RosterSubmission:
    """Approves; in a published month its shifts stand at once. Approving twice is once. Conflict when `version` is not
    the latest; refused without `reason` where shifts that have begun would change."""
    locked = lock_month(submission.employee_id, submission.month, by=by, at=at)
    assert locked.submission is not None  # nothing deletes one
    found = locked.submission
    state = check_roster_event(
        by, RosterEvent.APPROVE, _or_submitted(found), locked.employee, locked.department
    )  # fmt: skip
    if found.state == state:
        return found
    check_version(found, version)
    _approve([found], by=by, at=at)
    if locked.is_published:
        put_rosters([found], reason=reason, by=by, at=at)
    tell_decided([found], by=by, at=at)
    return found


@transaction.atomic
def approve_rosters(
    *, department: Department, month: date, by: Viewer, at: datetime, reason: str = ""
) -> list[RosterSubmission]:
    """Approves all that were submitted for the month and that `by` may decide on; those approved now. One's own stays
    for whoever stands above."""
    check_month(month, at=at)
    check_keeps_rosters(by, department.pk)
    locked = lock_department(department.pk)
    check_period_open(department_id=department.pk, day=month, field="month")
    found = [one for one in _submitted(locked, month) if can_decide_roster(by, one.employee, locked)]
    _approve(found, by=by, at=at)
    if is_published(department.pk, month):
        put_rosters(found, reason=reason, by=by, at=at)
    tell_decided(found, by=by, at=at)
    return found


@transaction.atomic
def return_roster(*, submission: RosterSubmission, reason: str, by: Viewer, at: datetime) -> RosterSubmission:
    """Gives it back to be changed, and says why. Refused, naming `reason`, without one."""
    locked = lock_month(submission.employee_id, submission.month, by=by, at=at)
    assert locked.submission is not None  # nothing deletes one
    found, state = locked.submission, RosterState(locked.submission.state)
    after = check_roster_event(by, RosterEvent.RETURN, state, locked.employee, locked.department)
    if not reason.strip():
        raise Refused(_("Write why the roster is returned."), field="reason")
    found.state, found.decided_by_id, found.decided_at = after.value, by.employee_id, at
    found.decision_note = reason.strip()
    found.save()
    _record(found, "roster.return", by=by, at=at)
    tell_decided([found], by=by, at=at)
    return found


def _or_submitted(submission: RosterSubmission) -> RosterState:
    """Approving what is approved is asked about as if it were still to be decided, so that twice is once."""
    state = RosterState(submission.state)
    return RosterState.SUBMITTED if state is RosterState.APPROVED else state


def _submitted(department: Department, month: date) -> list[RosterSubmission]:
    """Locked after their people, in the order in which everybody locks them."""
    rows = RosterSubmission.objects.filter(department=department, month=month, state=RosterSubmission.State.SUBMITTED)
    people = Employee.objects.filter(pk__in=rows.values("employee_id")).order_by("pk")
    list(people.select_for_update(of=("self",), no_key=True))
    return list(rows.select_related("employee", "department").select_for_update(of=("self",)).order_by("employee_id"))


def _approve(found: Sequence[RosterSubmission], *, by: Viewer, at: datetime) -> None:
    for one in found:
        one.state, one.decided_by_id, one.decided_at = RosterState.APPROVED.value, by.employee_id, at
        one.decision_note = ""
    RosterSubmission.objects.bulk_update(found, ["state", "decided_by", "decided_at", "decision_note"])
    with audit.gathered():
        for one in found:
            _record(one, "roster.approve", by=by, at=at)


def _record(submission: RosterSubmission, action: str, *, by: Viewer, at: datetime) -> None:
    audit.record(
        action=action,
        target=submission,
        by=by,
        at=at,
        before={"state": "submitted"},
        after={"state": submission.state, "version": submission.version, "reason": submission.decision_note},
        scope=scope_of_roster(submission),
    )
