"""Who keeps, completes and approves timesheets: each check_ raises, each other answers, and both are one rule
(L5, P2, P4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import IllegalTransition, NotAllowed
from support_desk.shared.viewer import Viewer
from workload.domain.timesheet_states import SheetEvent, SheetParty, SheetState, next_sheet_state, parties_of
from workload.models import Timesheet
from workload.permissions import managed_department_ids, manages

REFUSED = {
    SheetEvent.COMPLETE: _("Everybody marks their own timesheet complete."),
    SheetEvent.APPROVE: _("A timesheet is approved by the head; the head’s own one level up."),
    SheetEvent.REOPEN: _("The head or the office manager opens an approved timesheet again."),
    SheetEvent.CORRECT: _("The head or the office manager of the department corrects timesheets."),
}


def keeps_timesheets(viewer: Viewer, department_id: int) -> bool:
    """Fills, corrects and closes: the head and the office manager of the department, and the director."""
    return viewer.is_system or viewer.has("director") or department_id in managed_department_ids(viewer)


def check_keeps_timesheets(viewer: Viewer, department_id: int) -> None:
    if not keeps_timesheets(viewer, department_id):
        raise NotAllowed(_("The head or the office manager of the department keeps its timesheets."))


def parties_for(viewer: Viewer, sheet: Timesheet) -> frozenset[SheetParty]:
    """What the viewer is to a sheet. Of one's own one is nothing but its employee (P4)."""
    if viewer.employee_id == sheet.employee_id:
        return frozenset({SheetParty.EMPLOYEE})
    found = set()
    if keeps_timesheets(viewer, sheet.department_id):
        found.add(SheetParty.KEEPER)
    if approves(viewer, sheet):
        found.add(SheetParty.APPROVER)
    return frozenset(found)


def approves(viewer: Viewer, sheet: Timesheet) -> bool:
    """The head of the department or the person's manager; of the head's own only who stands above, or the director."""
    if viewer.has("director") or manages(viewer, sheet.employee):
        return True
    is_heads_own = sheet.department.head_id == sheet.employee_id
    return not is_heads_own and sheet.department_id in viewer.led_department_ids


def may(viewer: Viewer, sheet: Timesheet, event: SheetEvent) -> bool:
    """Whether the button is there."""
    return not parties_of(SheetState(sheet.state), event).isdisjoint(parties_for(viewer, sheet))


def check_may(viewer: Viewer, sheet: Timesheet, event: SheetEvent) -> SheetState:
    """The state after `event`. IllegalTransition where the table has no such move, NotAllowed where it is another's."""
    target = next_sheet_state(SheetState(sheet.state), event)
    if target is None:
        words = _("This cannot be done now: the timesheet of %(name)s is “%(state)s”.")
        raise IllegalTransition(words % {"name": sheet.employee.name, "state": sheet.get_state_display()})
    if not may(viewer, sheet, event):
        is_own = viewer.employee_id == sheet.employee_id
        raise NotAllowed(
            _("Nobody decides on their own timesheet. It goes one level up.") if is_own else REFUSED[event]
        )
    return target
