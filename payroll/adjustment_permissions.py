"""Who proposes an adjustment and agrees to it, who objects and who answers: nobody in their own case (P4, Y4, Y5)."""

from django.utils.translation import gettext_lazy as _

from payroll.models import PayAdjustment, PayObjection, Payslip
from payroll.models.answering import answered_by
from payroll.queries.objections.answerers import people_answered_by
from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from workload.models import Employee


def check_can_propose_for(viewer: Viewer, employee: Employee) -> Employee:
    """The employee with their `place`. One statement."""
    if viewer.employee_id == employee.pk:
        raise NotAllowed(_("Nobody decides on their own pay."), field="employee")
    found = people_answered_by(viewer).filter(pk=employee.pk).first()
    if found is None:
        raise NotAllowed(
            _("The head proposes for the department, for the head who leads them or the director."), field="employee"
        )
    return found


def can_correct(viewer: Viewer, slip: Payslip) -> bool:
    """Whoever answers for the pay of the employee in the department that paid them. One statement."""
    return Payslip.objects.filter(answered_by(viewer), pk=slip.pk).exists()


def check_can_correct(viewer: Viewer, slip: Payslip) -> None:
    if viewer.employee_id == slip.employee_id:
        raise NotAllowed(_("Nobody decides on their own pay."))
    if not can_correct(viewer, slip):
        raise NotAllowed(_("The head of the department corrects a payslip; the head’s own is corrected one level up."))


def can_decide(viewer: Viewer, adjustment: PayAdjustment) -> bool:
    """Whether it waits for the viewer's word. One statement."""
    return PayAdjustment.objects.for_decision_of(viewer).filter(pk=adjustment.pk).exists()


def can_take_back(viewer: Viewer, adjustment: PayAdjustment) -> bool:
    """Who has proposed it, as long as nobody has agreed."""
    is_proposed = adjustment.state == PayAdjustment.State.PROPOSED
    return is_proposed and viewer.employee_id is not None and viewer.employee_id == adjustment.proposed_by_id


def check_can_decide(viewer: Viewer, adjustment: PayAdjustment) -> None:
    if viewer.employee_id == adjustment.employee_id:
        raise NotAllowed(_("Nobody decides on their own pay."))
    if viewer.employee_id == adjustment.proposed_by_id:
        raise NotAllowed(
            _("Who proposes an adjustment does not agree to it: the head, a director or the named substitute does.")
        )
    if not can_decide(viewer, adjustment):
        raise NotAllowed(_("The head agrees for the department, of the head’s own who leads them or the director."))


def can_object(viewer: Viewer, slip: Payslip) -> bool:
    """Whose payslip it is; of who has left, who writes down what they object to."""
    return _is_own(viewer, slip) or can_write_down(viewer, slip)


def can_write_down(viewer: Viewer, slip: Payslip) -> bool:
    """Whoever answers for the pay of somebody who has left and has no account any more. One statement at most. Needs
    `employee`."""
    left_on = slip.employee.left_on
    if left_on is None or left_on >= viewer.at.date() or _is_own(viewer, slip):
        return False
    return can_correct(viewer, slip)


def check_can_object(viewer: Viewer, slip: Payslip) -> None:
    if not can_object(viewer, slip):
        raise NotAllowed(_("Whose payslip it is objects to it."))


def _is_own(viewer: Viewer, slip: Payslip) -> bool:
    return viewer.employee_id is not None and viewer.employee_id == slip.employee_id


def can_answer(viewer: Viewer, objection: PayObjection) -> bool:
    """Whoever answers for the employee's pay. One statement."""
    return PayObjection.objects.for_answer_of(viewer).filter(pk=objection.pk).exists()


def check_can_answer(viewer: Viewer, objection: PayObjection) -> None:
    if viewer.employee_id == objection.employee_id:
        raise NotAllowed(_("Nobody decides on their own pay."))
    if not can_answer(viewer, objection):
        raise NotAllowed(_("The head answers an objection; the head’s own is answered one level up."))
