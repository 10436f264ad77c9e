"""Who sees whose load, who raises an alarm and who decides on it (P2, P4, L7, L8)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.models import OverloadAlarm

# Who sees the load of the whole department; the others see their own.
BOARD_ROLES = ("head", "office_manager", "manager", "operator")


def board_department_ids(viewer: Viewer) -> frozenset[int]:
    """Departments whose whole board the viewer sees; the director sees all, which this leaves out."""
    own = viewer.department_ids if viewer.has(*BOARD_ROLES) else frozenset[int]()
    return own | viewer.headed_department_ids


def sees_board(viewer: Viewer, department_id: int) -> bool:
    """The whole board of the department, and not only one's own row."""
    return viewer.is_system or viewer.has("director") or department_id in board_department_ids(viewer)


def can_raise_alarm(viewer: Viewer, department_id: int) -> bool:
    """A manager of the department, or its head."""
    if department_id in viewer.headed_department_ids:
        return True
    return viewer.has("manager", "head") and department_id in viewer.department_ids


def check_can_raise_alarm(viewer: Viewer, department_id: int) -> None:
    if not can_raise_alarm(viewer, department_id):
        raise NotAllowed(_("A manager or the head of the department raises an overload alarm."))


def can_decide_alarm(viewer: Viewer, alarm: OverloadAlarm) -> bool:
    """The head of the department, never on their own alarm; that is their manager's or the director's (P4)."""
    if alarm.raised_by is not None:
        if alarm.raised_by_id == viewer.employee_id:
            return False
        if alarm.raised_by_id == alarm.department.head_id:
            return viewer.has("director") or alarm.raised_by.manager_id == viewer.employee_id
    return viewer.has("director") or alarm.department_id in viewer.led_department_ids


def check_can_decide_alarm(viewer: Viewer, alarm: OverloadAlarm) -> None:
    if alarm.raised_by_id is not None and alarm.raised_by_id == viewer.employee_id:
        raise NotAllowed(_("Nobody decides on their own alarm. It is decided one level up."))
    if not can_decide_alarm(viewer, alarm):
        raise NotAllowed(_("The head of the department decides on an overload alarm; on the head’s own the director."))


def can_close_alarm(viewer: Viewer, alarm: OverloadAlarm) -> bool:
    """Who raised it takes it back; who decides drops it or closes it after its effect."""
    is_own = alarm.raised_by_id is not None and alarm.raised_by_id == viewer.employee_id
    return is_own or can_decide_alarm(viewer, alarm)


def check_can_close_alarm(viewer: Viewer, alarm: OverloadAlarm) -> None:
    if not can_close_alarm(viewer, alarm):
        raise NotAllowed(_("An alarm is closed by who raised it or who decides on it."))
