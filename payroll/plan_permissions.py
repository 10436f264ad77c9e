"""Who writes plans of pay and who is paid by which: each check_can raises, each can_ answers, one rule (P2, P4)."""

from django.utils.translation import gettext_lazy as _

from disputes.queries.point_correctors import directors_behind
from payroll.models import PayPlan, PlanAssignment
from payroll.models.answering import answered_people
from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee
from workload.permissions import manages
from workload.queries.deciders import directors


def can_write_plans(viewer: Viewer) -> bool:
    """Plans are the director's."""
    return viewer.is_system or viewer.has("director")


def check_can_write_plans(viewer: Viewer) -> None:
    if not can_write_plans(viewer):
        raise NotAllowed(_("The director writes the plans of pay."))


def reads_drafts(viewer: Viewer) -> bool:
    """Drafts bind nobody: whoever gives plans to others reads them, of the plans that they see."""
    return can_assign_plans(viewer)


def can_publish_plan(viewer: Viewer, plan: PayPlan) -> bool:
    """The director; nobody who is paid by it. What a director may not for that reason, their substitute does (P4)."""
    if viewer.is_system:
        return True
    paid = set(PlanAssignment.objects.not_over(viewer.at).filter(plan=plan).values_list("employee_id", flat=True))
    if viewer.employee_id in paid:
        return False
    return viewer.has("director") or bool(paid & directors_behind(viewer.employee_id, viewer.at))


def check_can_publish_plan(viewer: Viewer, plan: PayPlan) -> None:
    if not can_publish_plan(viewer, plan):
        raise NotAllowed(
            _("The director publishes plans; one that pays a director is published by their named substitute.")
        )


def can_assign_plans(viewer: Viewer) -> bool:
    """Whoever says of somebody what they are paid by: also a head's manager and a director's substitute, who lead
    nothing. No statement for who leads or directs, else one."""
    if viewer.is_system or viewer.has("director") or viewer.led_department_ids:
        return True
    return answered_people(viewer).exists()


def can_assign_plan(viewer: Viewer, employee: Employee, department: Department) -> bool:
    """The head for the people of the department, the director for all; a head's own one level up, a director's by
    another director or the named substitute; never one's own (P4). Two statements at most."""
    if viewer.is_system:
        return True
    if viewer.employee_id == employee.pk:
        return False
    if viewer.has("director"):
        return True
    if employee.pk in directors(viewer.at):
        return employee.pk in directors_behind(viewer.employee_id, viewer.at)
    if department.head_id == employee.pk:
        return manages(viewer, employee)
    return department.pk in viewer.led_department_ids


def check_can_assign_plan(viewer: Viewer, employee: Employee, department: Department) -> None:
    if viewer.employee_id == employee.pk:
        raise NotAllowed(_("Nobody sets their own pay. It is set one level up."), field="employee")
    if not can_assign_plan(viewer, employee, department):
        message = _("The head says what the people of the department are paid by; of the head the next level up.")
        raise NotAllowed(message, field="employee")
