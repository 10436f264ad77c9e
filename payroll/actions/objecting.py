"""Objecting to a line of a payslip, and answering (Y4, P4)."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from payroll.adjustment_permissions import check_can_answer, check_can_object
from payroll.domain.objections import ObjectionEvent, ObjectionState, after
from payroll.models import PayObjection, PayRun, PayslipLine
from payroll.notifications.objections import tell_answered, tell_objected
from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer

LONGEST: Final = 1_000


@transaction.atomic
def object_to_line(*, line: PayslipLine, text: str, came_by: str = "", by: Viewer, at: datetime) -> PayObjection:
    """Whoever answers for the employee's pay is told. Of somebody who has left they write it down themselves, with how
    it came: `came_by`, one of PayObjection.Way. Refused without words or that, and while an objection to the line is
    open; NotAllowed for a payslip of somebody else, IllegalTransition for one that is no payslip yet."""
    slip = line.payslip
    check_can_object(by, slip)
    if slip.run.state != PayRun.State.APPROVED:
        raise IllegalTransition(_("One objects to a payslip once it is approved."))
    if not text.strip():
        raise Refused(_("Say what is wrong with this line."), field="text")
    PayslipLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if PayObjection.objects.open().filter(line=line).exists():
        raise Refused(_("You have objected to this line already; the answer is under way."), field="text")
    row = PayObjection(line=line, employee=slip.employee, text=text.strip(), at=at)
    known: dict[str, Any] = {"text": row.text}
    if by.employee_id != slip.employee_id:
        known |= _write_down(row, came_by, by=by)
    create_row(row, action="pay_objection.make", by=by, at=at, after=known, department_id=slip.department_id)
    tell_objected(row, by=by, at=at)
    return row


def _write_down(row: PayObjection, came_by: str, *, by: Viewer) -> dict[str, Any]:
    """What the trail tells of it."""
    if came_by not in PayObjection.Way.values:
        raise Refused(_("Say how the objection came."), field="came_by")
    row.written_by_id, row.came_by = by.employee_id, came_by
    return {"employee": row.employee.name, "came_by": came_by}


@transaction.atomic
def answer_objection(
    *, objection: PayObjection, event: ObjectionEvent, answer: str, by: Viewer, at: datetime
) -> PayObjection:
    """Upheld or rejected, with words for the employee; what follows from one that is upheld is a correction of its own
    (`correct_payslip`). NotAllowed for oneself; Refused without words; IllegalTransition once it is answered."""
    locked = (
        PayObjection.objects.select_related("employee", "line__payslip__department", "line__payslip__employee")
        .select_for_update(of=("self",))
        .get(pk=objection.pk)
    )
    state = after(ObjectionState(locked.state), event)
    if state is None:
        label = PayObjection.State(locked.state).label
        raise IllegalTransition(_("Not possible: the objection is “%(state)s”.") % {"state": label})
    check_can_answer(by, locked)
    if not answer.strip():
        raise Refused(_("Answer in words: the employee reads them."), field="answer")
    new = {"state": state, "answer": answer.strip(), "answered_by_id": by.employee_id, "answered_at": at}
    department = locked.line.payslip.department_id
    change_row(locked, action=f"pay_objection.{event}", by=by, at=at, new=new, department_id=department)
    tell_answered(locked, by=by, at=at)
    return locked
