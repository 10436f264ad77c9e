"""Who keeps people, roles and norms: each check_can raises, each can_ answers, and both are one rule (P2, P4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, Operation, WorkingCalendar
from workload.queries.calendar_users import active_departments, departments_counting_by

# Roles a head or an office manager gives in their own department; all others are an administrator's to give.
ORDINARY_ROLES = frozenset({Role.MANAGER, Role.SPECIALIST, Role.OPERATOR, Role.SALES})


def can_manage_company(viewer: Viewer) -> bool:
    """Departments, positions, skills, operations common to all."""
    return viewer.is_system or viewer.has("administrator", "director")


def check_can_manage_company(viewer: Viewer) -> None:
    if not can_manage_company(viewer):
        raise NotAllowed(_("An administrator or the director does this."))


def can_manage_department(viewer: Viewer, department_id: int | None) -> bool:
    """People and norms of one department: its head and office manager, and who manages the company."""
    return can_manage_company(viewer) or department_id in managed_department_ids(viewer)


def managed_department_ids(viewer: Viewer) -> frozenset[int]:
    """Departments the viewer heads or is office manager of."""
    own = viewer.department_ids if viewer.has("head", "office_manager") else frozenset[int]()
    return own | viewer.headed_department_ids


def check_can_manage_department(viewer: Viewer, department_id: int | None) -> None:
    if not can_manage_department(viewer, department_id):
        raise NotAllowed(_("The head or the office manager of the department does this."))


def can_keep_calendars(viewer: Viewer) -> bool:
    """Working calendars and the approval of their years (L5)."""
    return viewer.is_system or viewer.has("head", "office_manager", "administrator", "director")


def check_can_keep_calendars(viewer: Viewer) -> None:
    if not can_keep_calendars(viewer):
        raise NotAllowed(_("The head, the office manager or an administrator keeps the calendars."))


def can_change_calendar(viewer: Viewer, calendar: WorkingCalendar) -> bool:
    """One that only the viewer's own department counts by, or nobody yet; what others count by too is the company's.
    Two statements for a head or an office manager."""
    if can_manage_company(viewer):
        return True
    return can_keep_calendars(viewer) and departments_counting_by(calendar, viewer.at) <= managed_department_ids(viewer)


def check_can_change_calendar(viewer: Viewer, calendar: WorkingCalendar) -> None:
    check_can_keep_calendars(viewer)
    if not can_change_calendar(viewer, calendar):
        raise NotAllowed(
            _(
                "Other departments count by this calendar: only an administrator or the director changes it. "
                "Make one of your own for your department."
            )
        )


def can_name_defaults(viewer: Viewer) -> bool:
    """Which calendar or policy is used where no other is named: that is for every department."""
    return can_manage_company(viewer) or active_departments() <= managed_department_ids(viewer)


def check_can_name_defaults(viewer: Viewer) -> None:
    if not can_name_defaults(viewer):
        message = _("What is used where no other is named is chosen by an administrator or the director.")
        raise NotAllowed(message, field="is_default")


def can_give_role(viewer: Viewer, role: str, department_id: int | None) -> bool:
    """Ordinary roles within one's department; those with more rights only an administrator or the director gives."""
    if can_manage_company(viewer):
        return True
    return role in ORDINARY_ROLES and can_manage_department(viewer, department_id)


def check_can_give_role(viewer: Viewer, role: str, department_id: int | None) -> None:
    if not can_give_role(viewer, role, department_id):
        raise NotAllowed(_("Only an administrator or the director gives this role."), field="role")


def check_not_oneself(viewer: Viewer, employee: Employee, *, field: str | None = None) -> None:
    """Nobody decides on their own case (P4)."""
    if viewer.employee_id == employee.pk:
        raise NotAllowed(_("Nobody decides on their own case. Ask another administrator or the director."), field=field)


def can_set_norm(viewer: Viewer, operation: Operation) -> bool:
    """A department's norms are its head's; those common to all are the company's."""
    if can_manage_company(viewer):
        return True
    if operation.department_id is None:
        return False
    is_own = operation.department_id in viewer.department_ids and viewer.has("head")
    return is_own or operation.department_id in viewer.headed_department_ids


def check_can_set_norm(viewer: Viewer, operation: Operation) -> None:
    if not can_set_norm(viewer, operation):
        raise NotAllowed(_("The head of the department sets its norms; the director those common to all."))


def can_set_workload_policy(viewer: Viewer, department_id: int | None) -> bool:
    """A department's rules are its head's; those for all are the company's."""
    return can_manage_company(viewer) or department_id in viewer.led_department_ids


def check_can_set_workload_policy(viewer: Viewer, department_id: int | None) -> None:
    if not can_set_workload_policy(viewer, department_id):
        raise NotAllowed(_("The head sets the rules of the department; the director those for all."))


def can_plan_shifts(viewer: Viewer, department_id: int) -> bool:
    """The roster of a department is its head's and office manager's."""
    return can_manage_department(viewer, department_id)


def check_can_plan_shifts(viewer: Viewer, department_id: int) -> None:
    if not can_plan_shifts(viewer, department_id):
        raise NotAllowed(_("The head or the office manager of the department plans its shifts."))


def can_enter_absence(viewer: Viewer, employee: Employee, department: Department) -> bool:
    """One's own, and those of the department by its head and office manager."""
    return viewer.employee_id == employee.pk or keeps_absences(viewer, employee, department)


def check_can_enter_absence(viewer: Viewer, employee: Employee, department: Department) -> None:
    if not can_enter_absence(viewer, employee, department):
        raise NotAllowed(_("An absence is entered by the person, the head or the office manager."))


def can_decide_absence(viewer: Viewer, employee: Employee, department: Department) -> bool:
    """Never one's own; the head's own one level up: their manager or the director (P4, L2)."""
    if viewer.employee_id == employee.pk:
        return False
    if department.head_id == employee.pk:
        return viewer.is_system or viewer.has("director") or manages(viewer, employee)
    return keeps_absences(viewer, employee, department)


def check_can_decide_absence(viewer: Viewer, employee: Employee, department: Department) -> None:
    if viewer.employee_id == employee.pk:
        raise NotAllowed(_("Nobody decides on their own absence. It is decided one level up."))
    if not can_decide_absence(viewer, employee, department):
        raise NotAllowed(_("An absence is decided by the head or the office manager; the head’s own one level up."))


def keeps_absences(viewer: Viewer, employee: Employee, department: Department) -> bool:
    """The person's manager, the head and the office manager of the department, the director (P2)."""
    if viewer.is_system or viewer.has("director") or manages(viewer, employee):
        return True
    if department.pk in viewer.headed_department_ids:
        return True
    return viewer.has("head", "office_manager") and department.pk in viewer.department_ids


def manages(viewer: Viewer, employee: Employee) -> bool:
    """The viewer is named as the person's manager (P1)."""
    return employee.manager_id is not None and employee.manager_id == viewer.employee_id
