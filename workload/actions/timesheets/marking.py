"""The marks of a timesheet: complete, approved, open again (L5, P4)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import change_row
from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.locks import lock_sheet
from workload.domain.timesheet_states import SheetEvent, SheetState
from workload.models import Department, Timesheet
from workload.timesheet_permissions import check_may, may


def complete_timesheet(*, sheet: Timesheet, by: Viewer, at: datetime) -> Timesheet:
    """The person says that the days are as they worked them. Saying it again changes nothing."""
    return _marked(sheet, SheetEvent.COMPLETE, by=by, at=at, completed_at=at)


@transaction.atomic
def approve_timesheet(*, sheet: Timesheet, by: Viewer, at: datetime, version: int | None = None) -> Timesheet:
    """The head approves, marked complete or not; never one's own. Approving again changes nothing. Conflict when
    `version` is not the latest."""
    locked = lock_sheet(sheet, by=by)
    if version is not None and version != locked.version:
        raise Conflict(_("This timesheet has changed since you opened it. Look at it again."))
    return _marked(locked, SheetEvent.APPROVE, by=by, at=at, approved_at=at, approved_by_id=by.employee_id)


def reopen_timesheet(*, sheet: Timesheet, by: Viewer, at: datetime) -> Timesheet:
    """Takes the marks back: the person what they marked complete, head and office manager what was approved too."""
    none = {"completed_at": None, "approved_at": None, "approved_by_id": None}
    return _marked(sheet, SheetEvent.REOPEN, by=by, at=at, **none)


@transaction.atomic
def approve_completed(*, department: Department, month: date, by: Viewer, at: datetime) -> int:
    """Approves every sheet of the month that its person marked complete and `by` may approve; how many."""
    visible = Timesheet.objects.visible_to(by).select_related("employee", "department")
    waiting = visible.filter(department=department, month=month, state=SheetState.COMPLETED).order_by("pk")
    own = [sheet for sheet in waiting if may(by, sheet, SheetEvent.APPROVE)]
    with audit.gathered():
        for sheet in own:
            approve_timesheet(sheet=sheet, by=by, at=at)
    return len(own)


@transaction.atomic
def _marked(sheet: Timesheet, event: SheetEvent, *, by: Viewer, at: datetime, **new: object) -> Timesheet:
    locked = lock_sheet(sheet, by=by)
    if is_said_again(locked, event, by):
        return locked
    new = {"state": check_may(by, locked, event).value, **new}
    return change_row(locked, action=f"timesheet.{event}", by=by, at=at, new=new, scope=scope_of_sheet(locked))


def is_said_again(sheet: Timesheet, event: SheetEvent, by: Viewer) -> bool:
    """The same person clicks twice."""
    if event is SheetEvent.COMPLETE:
        return sheet.state == SheetState.COMPLETED and sheet.employee_id == by.employee_id
    is_approved = sheet.state == SheetState.APPROVED and sheet.approved_by_id == by.employee_id
    return event is SheetEvent.APPROVE and is_approved


def scope_of_sheet(sheet: Timesheet) -> str:
    """The trail of the department's timesheets, which is its head's: it tells codes of absence (P2)."""
    return f"timesheet:{sheet.department_id}"
