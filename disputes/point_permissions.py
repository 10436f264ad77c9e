"""Who sets policies of points, spends a kitty, corrects points, and who reads names (M2, M5, D10, P4)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute
from disputes.queries.point_correctors import directors_behind, is_own_case
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


def can_correct_points(viewer: Viewer) -> bool:
    """The director; whose points and which disputes are not theirs to correct: `check_can_correct_points` (D10)."""
    return viewer.has("director")


def can_correct_some_points(viewer: Viewer) -> bool:
    """The director, and whoever stands in for one: their points and cases somebody corrects as well (P4)."""
    return can_correct_points(viewer) or bool(directors_behind(viewer.employee_id, viewer.at))


def check_can_correct_points(viewer: Viewer, employee: Employee, dispute: Dispute | None, month: date) -> None:
    """Nobody in a case of their own; the named substitute what a director may not for that reason (P4)."""
    if not can_correct_some_points(viewer):
        raise NotAllowed(_("Only the director corrects points."))
    if employee.pk == viewer.employee_id:
        raise NotAllowed(
            _("Nobody corrects their own points. Those of a director are corrected by the named substitute."),
            field="employee",
        )
    if is_own_case(viewer.employee_id, employee, dispute, month):
        raise NotAllowed(
            _("You are a party of this case or have decided it. The named substitute of the director corrects it."),
            field="employee",
        )
    if can_correct_points(viewer):
        return
    behind = directors_behind(viewer.employee_id, viewer.at)
    if not any(is_own_case(director, employee, dispute, month) for director in behind):
        raise NotAllowed(_("A substitute corrects only what the director may not."), field="employee")


def can_apply_settlement(viewer: Viewer) -> bool:
    """Whoever freezes pay runs: the accountant and the director."""
    return viewer.is_system or viewer.has("director", "accountant")


def check_can_apply_settlement(viewer: Viewer) -> None:
    if not can_apply_settlement(viewer):
        raise NotAllowed(_("A settlement is applied when the pay run of its month is frozen."))
