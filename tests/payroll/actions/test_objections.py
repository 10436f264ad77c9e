"""An employee objects to a line, whoever answers for their pay answers (Y4, P4)."""

from typing import Any

import pytest

from payroll.actions.correcting import correct_payslip
from payroll.actions.objecting import answer_objection, object_to_line
from payroll.domain.corrections import Change
from payroll.domain.objections import ObjectionEvent
from payroll.models import PayObjection, PayslipLine
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests import factories as make
from tests.factories import pay
from tests.factories.people import NOW
from tests.payroll.closed import NOVEMBER, Closed, a_closed_month
from workload.models import Employee

pytestmark = pytest.mark.django_db
UPHOLD, REJECT = ObjectionEvent.UPHOLD, ObjectionEvent.REJECT


def by(person: Employee) -> dict[str, Any]:
    return {"by": make.viewer(person), "at": NOW}


def objected(closed: Closed, code: str = "output", text: str = "A ticket is missing.") -> PayObjection:
    return object_to_line(line=closed.line(code), text=text, **by(closed.slip.employee))


def answer(row: PayObjection, person: Employee, event: ObjectionEvent = UPHOLD, words: str = "So.") -> PayObjection:
    return answer_objection(objection=row, event=event, answer=words, **by(person))


def told(person: Employee) -> list[str]:
    return list(Notice.objects.filter(user=person.user).order_by("id").values_list("kind", flat=True))


def test_an_objection_is_answered_by_the_head_and_leads_to_a_correction() -> None:
    closed = a_closed_month()
    row = objected(closed)
    assert told(closed.head) == ["pay_objection.made"] and told(closed.director) == []
    with pytest.raises(Refused, match="already"):
        objected(closed)
    with pytest.raises(Refused, match="in words"):
        answer(row, closed.head, words=" ")
    answered = answer(row, closed.head)
    assert (answered.state, answered.answered_by, answered.answer) == ("upheld", closed.head, "So.")
    assert told(closed.manager) == ["pay_objection.answered"]
    with pytest.raises(IllegalTransition):
        answer(row, closed.head, REJECT)
    forgotten = [Change(0, "output", "165")]
    [mended] = correct_payslip(
        payslip=closed.slip, changes=forgotten, reason="A ticket.", objection=answered, **by(closed.head)
    )
    answered.refresh_from_db()
    assert answered.adjustment == mended
    trail = AuditEntry.objects.filter(action__startswith="pay_objection").order_by("pk")
    assert list(trail.values_list("action", flat=True)) == ["pay_objection.make", "pay_objection.uphold"]
    # The line may be objected to again, and a rejected objection leads to nothing.
    second = answer(objected(closed), closed.director, REJECT)
    closed_again = a_closed_month()
    for slip, objection in ((closed_again.slip, answered), (closed_again.slip, second)):
        with pytest.raises(Refused, match="another payslip, or was not upheld"):
            correct_payslip(
                payslip=slip, changes=forgotten, reason="No.", objection=objection, **by(closed_again.director)
            )


def test_nobody_objects_for_others_nor_answers_themselves() -> None:
    closed = a_closed_month(of_head=True)
    line = closed.line("base")
    with pytest.raises(NotAllowed):
        object_to_line(line=line, text="No.", **by(closed.manager))
    with pytest.raises(Refused):
        objected(closed, text=" ")
    row = objected(closed)
    with pytest.raises(NotAllowed, match="own pay"):
        answer(row, closed.head)
    with pytest.raises(NotAllowed, match="one level up"):
        answer(row, closed.manager)
    assert told(closed.director) == ["pay_objection.made"]
    assert answer(row, closed.director, REJECT).state == "rejected"


def test_a_draft_is_not_objected_to() -> None:
    closed = a_closed_month()
    run = pay.a_pay_run(pay.a_pay_period(closed.department, NOVEMBER))
    draft: PayslipLine = pay.a_payslip(run, closed.manager).lines.get(code="base")
    for state in ("drafting", "drafted"):
        run.state, run.drafted_at, run.digest = state, NOW, "0" * 64
        run.save()
        with pytest.raises(IllegalTransition, match="approved"):
            object_to_line(line=draft, text="No.", **by(closed.manager))


def test_two_lines_of_one_payslip_are_objected_to_apart() -> None:
    closed = a_closed_month()
    first, second = objected(closed, "base"), objected(closed, "output")
    answer(first, closed.head, REJECT)
    assert list(PayObjection.objects.open()) == [second]
