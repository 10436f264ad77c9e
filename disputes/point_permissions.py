"""Who sets policies of points, spends a kitty, corrects points, and who reads names (M2, M5, D10, P4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.models import Employee
from workload.permissions import managed_department_ids


def can_set_point_policy(viewer: Viewer, department_id: int | None) -> bool:
    """A department's is its head's and the director's; the one for all is the director's and the administrator's."""
    if viewer.is_system or viewer.has("director"):
        return True
    if department_id is None:
        return viewer.has("administrator")
    return department_id in viewer.led_department_ids


def check_can_set_point_policy(viewer: Viewer, department_id: int | None) -> None:
    if not can_set_point_policy(viewer, department_id):
        raise NotAllowed(
            _("The head of the department sets its policy of points; the director or an administrator the one for all.")
        )


def can_spend_kitty(viewer: Viewer, department_id: int) -> bool:
    """The head, the office manager of the department, or the director."""
    return viewer.has("director") or department_id in managed_department_ids(viewer)


def check_can_spend_kitty(viewer: Viewer, department_id: int) -> None:
    if not can_spend_kitty(viewer, department_id):
        raise NotAllowed(_("The head or the office manager of the department spends from its kitty."))


def reads_names(viewer: Viewer, department_id: int) -> bool:
    """Names of a month's report are for the department's people, who leads it, and the director (M5)."""
    return (
        viewer.is_system or viewer.has("director") or department_id in viewer.department_ids | viewer.led_department_ids
    )


def reads_money(viewer: Viewer, department_id: int, employee_id: int) -> bool:
    """What somebody's points are worth is theirs to read, and for who leads the department and the director (P2)."""
    is_own = viewer.employee_id is not None and viewer.employee_id == employee_id
    return is_own or viewer.is_system or viewer.has("director") or department_id in viewer.led_department_ids


def can_correct_points(viewer: Viewer, employee: Employee | None = None) -> bool:
    """The director, never on their own points (D10, P4)."""
    return viewer.has("director") and (employee is None or employee.pk != viewer.employee_id)


def check_can_correct_points(viewer: Viewer, employee: Employee) -> None:
    if not can_correct_points(viewer):
        raise NotAllowed(_("Only the director corrects points."))
    if not can_correct_points(viewer, employee):
        raise NotAllowed(_("Nobody corrects their own points."), field="employee")


def can_apply_settlement(viewer: Viewer) -> bool:
    """Whoever freezes pay runs: the accountant and the director."""
    return viewer.is_system or viewer.has("director", "accountant")


def check_can_apply_settlement(viewer: Viewer) -> None:
    if not can_apply_settlement(viewer):
        raise NotAllowed(_("A settlement is applied when the pay run of its month is frozen."))
