"""Submitting one's month, and taking it back before it is decided (L1)."""

from datetime import date, datetime

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from workload.actions.rosters.locking import check_version, lock_month
from workload.actions.rosters.planning import opened, scope_of_roster
from workload.domain.roster_dates import is_late
from workload.domain.rosters import RosterEvent, RosterState
from workload.models import Employee, RosterSubmission
from workload.notifications.rosters import tell_submitted
from workload.queries.policies import rules_of
from workload.roster_permissions import check_roster_event


@transaction.atomic
def submit_roster(
    *, employee: Employee, month: date, by: Viewer, at: datetime, version: int | None = None
) -> RosterSubmission:
    """Hands the month in for decision; one that nobody planned yet as pattern and calendar fill it. Submitting twice is
    once. After the day on which it was due it is marked late; one that was returned is as late as it was. Conflict when
    `version` is not the latest."""
    locked = lock_month(employee.pk, month, by=by, at=at)
    submission = opened(locked, by=by, at=at)
    check_version(submission, version)
    state = RosterState(submission.state)
    if state is RosterState.SUBMITTED:
        return submission
    submission.state = check_roster_event(by, RosterEvent.SUBMIT, state, locked.employee, locked.department).value
    submission.submitted_at = at
    if state is not RosterState.RETURNED:
        today = at.astimezone(locked.zone).date()
        submission.is_late = is_late(today, month, rules_of(locked.department.pk, today))
    submission.decided_by, submission.decided_at = None, None
    submission.save()
    _record(submission, "roster.submit", state, by=by, at=at)
    tell_submitted(submission, by=by, at=at)
    return submission


@transaction.atomic
def withdraw_roster(*, submission: RosterSubmission, by: Viewer, at: datetime) -> RosterSubmission:
    """Takes one's own month back while nobody has decided on it; it is a draft again."""
    locked = lock_month(submission.employee_id, submission.month, by=by, at=at)
    assert locked.submission is not None  # nothing deletes one
    found, state = locked.submission, RosterState(locked.submission.state)
    if state is RosterState.DRAFT:
        return found
    found.state = check_roster_event(by, RosterEvent.WITHDRAW, state, locked.employee, locked.department).value
    found.save(update_fields=["state"])
    _record(found, "roster.withdraw", state, by=by, at=at)
    return found


def _record(submission: RosterSubmission, action: str, before: RosterState, *, by: Viewer, at: datetime) -> None:
    audit.record(
        action=action,
        target=submission,
        by=by,
        at=at,
        before={"state": before.value},
        after={"state": submission.state, "is_late": submission.is_late, "version": submission.version},
        scope=scope_of_roster(submission),
    )
