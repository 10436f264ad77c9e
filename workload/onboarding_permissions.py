"""Who plans what somebody new learns, and who says that it is known (L9, P4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.models import Employee, Operation
from workload.permissions import can_manage_company, can_manage_department, managed_department_ids


def can_plan_onboarding(viewer: Viewer, employee: Employee, department_id: int | None) -> bool:
    """The person's mentor, the head and the office manager of their department; never oneself."""
    if viewer.employee_id == employee.pk:
        return False
    is_mentor = employee.mentor_id is not None and employee.mentor_id == viewer.employee_id
    return is_mentor or can_manage_department(viewer, department_id)


def check_can_plan_onboarding(viewer: Viewer, employee: Employee, department_id: int | None) -> None:
    if not can_plan_onboarding(viewer, employee, department_id):
        raise NotAllowed(_("The mentor, the head or the office manager plans what somebody learns, never oneself."))


def check_can_learn(viewer: Viewer, employee: Employee) -> None:
    """What is done is said by who has done it."""
    if viewer.employee_id != employee.pk:
        raise NotAllowed(_("Only the person says what they have done."))


def keeps_some_instructions(viewer: Viewer) -> bool:
    """Who keeps instructions of any department."""
    return can_manage_company(viewer) or bool(managed_department_ids(viewer))


def can_keep_instruction(viewer: Viewer, operation: Operation) -> bool:
    """Those of a department's operations are its head's and office manager's. Of what is common to all everybody who
    keeps instructions may write one: it harms nobody, and the trail says who did."""
    if operation.department_id is None:
        return keeps_some_instructions(viewer)
    return can_manage_department(viewer, operation.department_id)


def check_can_keep_instruction(viewer: Viewer, operation: Operation) -> None:
    if not can_keep_instruction(viewer, operation):
        raise NotAllowed(_("The head or the office manager of the department keeps its instructions."))
