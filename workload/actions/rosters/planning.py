"""Planning the days of a month: filled from the pattern, changed one by one, until it is submitted (L1)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.refusing import bad_input_refused
from workload.actions.rosters.locking import LockedMonth, lock_month
from workload.actions.rosters.standing import put_published, standing_days
from workload.domain.planned import term_on
from workload.domain.roster_months import check_days
from workload.domain.roster_text import checked, written
from workload.domain.rosters import RosterEvent, RosterState
from workload.domain.stretches import Stretches
from workload.models import Employee, RosterEntry, RosterSubmission
from workload.queries.roster_filling import entries_of, filled_months
from workload.roster_permissions import check_roster_event


@transaction.atomic
def open_roster(*, employee: Employee, month: date, by: Viewer, at: datetime) -> RosterSubmission:
    """The roster of that month; a new one is a draft filled from the shifts that stand in it already, else from pattern
    and the calendar's holidays."""
    return opened(lock_month(employee.pk, month, by=by, at=at), by=by, at=at)


@transaction.atomic
def refill_roster(*, employee: Employee, month: date, by: Viewer, at: datetime) -> RosterSubmission:
    """Plans the whole month anew by the pattern; what was changed by hand is lost."""
    locked = lock_month(employee.pk, month, by=by, at=at)
    submission = opened(locked, by=by, at=at)
    days = filled_months([employee.pk], month)[employee.pk]
    before = _planned_before(locked, submission)
    return _changed(locked, submission, {day: days.get(day, ()) for day in {*days, *before}}, reason="", by=by, at=at)


@transaction.atomic
def plan_days(
    *, employee: Employee, days: Mapping[date, Stretches], by: Viewer, at: datetime, reason: str = ""
) -> RosterSubmission | None:
    """Plans these days of one month anew; no stretches clear a day. In a published month the shifts change with it, and
    what has begun only with a reason; None where only shifts stand, because nobody submitted that month.

    Refused, naming the day, for stretches that overlap or are too much, and days on which the person does not work
    here; NotAllowed for one's own roster once it is submitted.
    """
    months = {day.replace(day=1) for day in days}
    if len(months) != 1:
        raise Refused(_("Plan the days of one month at a time."), field="days")
    locked = lock_month(employee.pk, months.pop(), by=by, at=at)
    for day, stretches in days.items():
        check_day(locked, day, stretches)
    if locked.is_published and locked.submission is None:
        check_roster_event(by, RosterEvent.CHANGE, RosterState.APPROVED, locked.employee, locked.department)
        put_published(locked, {**standing_days(locked), **days}, reason=reason, by=by, at=at)
        return None
    return _changed(locked, opened(locked, by=by, at=at), days, reason=reason, by=by, at=at)


def opened(locked: LockedMonth, *, by: Viewer, at: datetime) -> RosterSubmission:
    """The standing roster, else a new draft."""
    if locked.submission is not None:
        return locked.submission
    if locked.is_published:
        raise NotAllowed(_("This month is published already. The head plans your shifts in it."))
    check_roster_event(by, RosterEvent.CHANGE, RosterState.DRAFT, locked.employee, locked.department)
    submission = RosterSubmission.objects.create(
        employee=locked.employee, department=locked.department, month=locked.month
    )
    days = standing_days(locked) or filled_months([locked.employee.pk], locked.month)[locked.employee.pk]
    write_days(submission, days)
    audit.record(action="roster.open", target=submission, by=by, at=at, after=_facts(days),
                 scope=scope_of_roster(submission))  # fmt: skip
    return submission


def write_days(submission: RosterSubmission, days: Mapping[date, Stretches]) -> None:
    """Puts these days in place of what was planned on them. Two statements."""
    RosterEntry.objects.filter(submission=submission, day__in=days).delete()
    RosterEntry.objects.bulk_create(
        RosterEntry(
            submission=submission, day=day, starts=one.starts, ends=one.ends, break_minutes=one.break_minutes
        )
        for day, stretches in sorted(days.items()) for one in stretches
    )  # fmt: skip


def check_day(locked: LockedMonth, day: date, stretches: Stretches) -> None:
    """The day can be planned like that, and the person works here on it."""
    if term_on(locked.terms, day) is None:
        words = _("%(name)s does not work here on %(day)s.")
        raise Refused(words % {"name": locked.employee.name, "day": day.isoformat()}, field=day.isoformat())
    with bad_input_refused():
        checked(stretches, day.isoformat())


def scope_of_roster(submission: RosterSubmission) -> str:
    """The trail of one roster."""
    return f"rostersubmission:{submission.pk}"


def _changed(
    locked: LockedMonth,
    submission: RosterSubmission,
    days: Mapping[date, Stretches],
    *,
    reason: str,
    by: Viewer,
    at: datetime,
) -> RosterSubmission:
    state = RosterState(submission.state)
    check_roster_event(by, RosterEvent.CHANGE, state, locked.employee, locked.department)
    before = _planned_before(locked, submission)
    new = {day: stretches for day, stretches in days.items() if before.get(day, ()) != stretches}
    if not new:
        return submission
    after = {**before, **new}
    with bad_input_refused():
        check_days(after, locked.zone)
    if _is_standing(locked, submission):
        _catch_up(submission, after)
        put_published(locked, after, reason=reason, by=by, at=at)
    else:
        write_days(submission, new)
    submission.version += 1
    submission.save(update_fields=["version"])
    old = {day: before.get(day, ()) for day in new}
    audit.record(
        action="roster.change",
        target=submission,
        by=by,
        at=at,
        before=_facts(old),
        after=_facts(new) | ({"reason": reason} if reason else {}),
        scope=scope_of_roster(submission),
    )
    return submission


def _is_standing(locked: LockedMonth, submission: RosterSubmission) -> bool:
    """The shifts are what is worked by: swaps and changes by hand stand in them alone."""
    return locked.is_published and submission.state == RosterState.APPROVED


def _planned_before(locked: LockedMonth, submission: RosterSubmission) -> Mapping[date, Stretches]:
    if _is_standing(locked, submission):
        return standing_days(locked)
    return entries_of([submission.pk])[submission.pk]


def _catch_up(submission: RosterSubmission, days: Mapping[date, Stretches]) -> None:
    """The entries become these days, whatever happened to the shifts since they were written."""
    entries = entries_of([submission.pk])[submission.pk]
    touched = {day: days.get(day, ()) for day in {*entries, *days}}
    write_days(submission, {day: found for day, found in touched.items() if found != entries.get(day, ())})


def _facts(days: Mapping[date, Stretches]) -> dict[str, object]:
    return {"days": {day.isoformat(): written(stretches) for day, stretches in sorted(days.items())}}
