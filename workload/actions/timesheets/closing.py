"""Closing a department's month: filled once more, looked through, and then immutable (L5, W7, I5)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.filling import fill_locked
from workload.actions.timesheets.locks import lock_department, lock_people, lock_sheets
from workload.domain.timesheet_states import SheetState
from workload.models import Department, Timesheet, TimesheetMonth
from workload.queries.timesheets.blocks import Block, blocks_of, month_words
from workload.queries.timesheets.days import days_of_sheets
from workload.queries.timesheets.digest import digest_of
from workload.queries.timesheets.months import MonthFacts, members_in, month_facts
from workload.timesheet_permissions import check_keeps_timesheets


class MonthNotReady(Refused):
    """Something keeps the month open; `blocks` says what, a sentence each."""

    code = "month_not_ready"

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__(" ".join(block.sentence for block in blocks))
        self.blocks = blocks


@transaction.atomic
def close_month(*, department: Department, month: date, by: Viewer, at: datetime) -> TimesheetMonth:
    """The sheets are closed, the month is locked for whatever is dated in it, and a digest is kept. Closing again, or
    twice at once, is closing once.

    MonthNotReady with the list: the month is not over, the calendar's year is not approved, somebody has no timesheet,
    days of НН, a sheet that is not approved, or one that the last filling changes.
    """
    check_keeps_timesheets(by, department.pk)
    if by.employee_id is None:
        raise NotAllowed(gettext_lazy("A person closes a month, not a program."))
    locked = lock_department(department.pk, by=by)
    known = TimesheetMonth.objects.filter(department=locked, month=month).first()
    if known is not None:
        return known
    facts, blocks = looked_through(locked, month, by=by, at=at)
    if blocks:
        raise MonthNotReady(blocks)
    closed = Timesheet.objects.filter(department=locked, month=month).update(state=SheetState.CLOSED)
    return closed_month(facts, closed, by=by, at=at)


def looked_through(department: Department, month: date, *, by: Viewer, at: datetime) -> tuple[MonthFacts, list[Block]]:
    """What keeps the month open after it was filled once more; absences of its people stand still meanwhile."""
    members = set(members_in(department.pk, month).values_list("employee_id", flat=True))
    lock_people(members)
    changed = fill_locked(department, month, members, by=by, at=at)
    sheets = sorted(lock_sheets(department.pk, month), key=lambda sheet: sheet.employee.name)
    facts = month_facts(Department.objects.filter(pk=department.pk), month, at)[0]
    blocks = blocks_of(facts, sheets, days_of_sheets([sheet.pk for sheet in sheets]))
    names = {sheet.pk: sheet.employee.name for sheet in sheets}
    words = _("The days of %(name)s have changed since they were filled: fill the month again.")
    blocks += [Block(words % {"name": names[sheet.pk]}) for sheet in changed if sheet.pk in names]
    return facts, blocks


def closed_month(facts: MonthFacts, count: int, *, by: Viewer, at: datetime) -> TimesheetMonth:
    """The rows that say so."""
    calendar_id, approved_by, closed_by = facts.calendar_id, facts.year_approved_by_id, by.employee_id
    approved_at = facts.year_approved_at
    assert calendar_id and approved_by and approved_at and closed_by, "looked through above"
    made = TimesheetMonth.objects.create(
        department_id=facts.department_id,
        month=facts.month,
        closed_by_id=closed_by,
        closed_at=at,
        calendar_id=calendar_id,
        calendar_version=facts.calendar_version,
        year_approved_by_id=approved_by,
        year_approved_at=approved_at,
        sheet_count=count,
        digest=digest_of(facts.department_id, facts.month),
    )
    PeriodLock.objects.get_or_create(department_id=facts.department_id, month=facts.month, defaults={"closed_at": at})
    after = {"month": facts.month, "timesheets": count, "digest": made.digest}
    audit.record(
        action="timesheet.close", target=made, by=by, at=at, after=after, scope=f"timesheet:{made.department_id}"
    )
    return made


def closed_words(closed: TimesheetMonth) -> str:
    """What is said once it is done."""
    return _("%(month)s is closed. Later corrections stand beside it.") % {"month": month_words(closed.month)}
