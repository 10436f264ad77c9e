"""Who enters facts of pay and takes them back: who leads the department, or directs; nobody their own (P4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer


def can_enter_some(viewer: Viewer) -> bool:
    """Whether there is anybody whose facts the viewer enters."""
    return viewer.has("director") or bool(viewer.led_department_ids)


def can_enter(viewer: Viewer, employee_id: int, department_id: int) -> bool:
    """For somebody who works in the department on the day of the fact."""
    if employee_id == viewer.employee_id:
        return False
    return viewer.is_system or viewer.has("director") or department_id in viewer.led_department_ids


def check_can_enter(viewer: Viewer, employee_id: int, department_id: int) -> None:
    """NotAllowed, naming `employee`."""
    if employee_id == viewer.employee_id:
        raise NotAllowed(_("Nobody enters facts of their own pay. It goes one level up."), field="employee")
    if not can_enter(viewer, employee_id, department_id):
        words = _("Who leads the department that the person worked in then enters this, or the director.")
        raise NotAllowed(words, field="employee")
