"""Where corrections meet each other and their bounds: worked by hand (Y5, P4, M4)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payroll.actions.agreeing import consent_to, decide_adjustment
from payroll.actions.correcting import correct_payslip, recomputed
from payroll.actions.minus import Minus
from payroll.actions.objecting import answer_objection, object_to_line
from payroll.actions.proposing import propose_addition, reverse_line
from payroll.domain.adjustments import AdjustmentEvent
from payroll.domain.corrections import Change
from payroll.domain.objections import ObjectionEvent
from payroll.models import PayAdjustment, PayPlanVersion, PlanAssignment
from payroll.queries.adjustments.corrections import sections_by_hours
from payroll.queries.adjustments.lists import adjustment_row, adjustments_of
from payroll.queries.adjustments.stranded import is_paid_elsewhere
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from tests import factories as make
from tests.factories import pay
from tests.factories.people import NOW
from tests.payroll.closed import NOVEMBER, Closed, a_closed_month, sums
from workload.models import Employee

pytestmark = pytest.mark.django_db
AGREE, REFUSE = AdjustmentEvent.AGREE, AdjustmentEvent.REFUSE
COUNTING = Minus("counting")
MORE = Change(0, "output", "165")  # 40,000 × 1.1
DECEMBER = date(2026, 12, 1)


def by(person: Employee) -> dict[str, Any]:
    return {"by": make.viewer(person), "at": NOW}


def add(employee: Employee, proposer: Employee, amount: str = "5000.00") -> PayAdjustment:
    return propose_addition(employee=employee, amount=Decimal(amount), reason="A fair.", minus=COUNTING, **by(proposer))


def correct(closed: Closed, *changes: Change, **more: Any) -> list[PayAdjustment]:
    return correct_payslip(
        payslip=closed.slip, changes=changes, reason="Forgotten.", minus=COUNTING, **more, **by(closed.head)
    )


def turn(closed: Closed, code: str, amount: str) -> PayAdjustment:
    line, sum_of_it = closed.line(code), Decimal(amount)
    return reverse_line(line=line, amount=sum_of_it, reason="No.", minus=COUNTING, **by(closed.head))


def agree(closed: Closed, row: PayAdjustment) -> PayAdjustment:
    """With the employee's consent, where something is taken."""
    if row.amount < 0:
        consent_to(adjustment=row, **by(closed.manager))
    return decide_adjustment(adjustment=row, event=AGREE, **by(closed.director))


def test_what_is_agreed_is_not_taken_back_and_a_paper_of_today_is_not_of_tomorrow() -> None:
    closed = a_closed_month()
    row, seen = agree(closed, add(closed.manager, closed.head)), make.viewer(closed.head)
    assert not adjustment_row(adjustments_of(seen).get(pk=row.pk), seen).may_take_back
    paper = Minus("counting", NOW.date(), SimpleUploadedFile("consent.pdf", b"%PDF-"))
    signed = propose_addition(
        employee=closed.manager, amount=Decimal(-1), reason="Counted.", minus=paper, **by(closed.head)
    )
    assert signed.consented_on == NOW.date()


def state_of(row: PayAdjustment) -> str:
    row.refresh_from_db()
    return row.state


def test_nobody_refuses_what_is_not_theirs_to_decide() -> None:
    closed = a_closed_month()
    row = add(closed.manager, closed.head, "-500.00")
    colleague = make.an_employee("manager", department=closed.department)
    for person in (closed.manager, colleague):
        with pytest.raises(NotAllowed):
            decide_adjustment(adjustment=row, event=REFUSE, note="No.", **by(person))
    assert state_of(row) == "proposed"


def test_one_consents_to_what_is_taken_alone_and_on_the_day_of_ones_own_clock() -> None:
    """Half past ten in the evening by UTC is half past one of the next day in Moscow."""
    closed = a_closed_month()
    with pytest.raises(IllegalTransition, match="nothing here to consent to"):
        consent_to(adjustment=add(closed.manager, closed.head), **by(closed.manager))
    row, late = add(closed.manager, closed.head, "-500.00"), NOW.replace(hour=22, minute=30)
    assert consent_to(adjustment=row, by=make.viewer(closed.manager), at=late).consented_on == date(2026, 11, 19)
    refused = add(closed.manager, closed.head, "-1.00")
    decide_adjustment(adjustment=refused, event=REFUSE, note="No.", **by(closed.head))
    seen = make.viewer(closed.manager)
    assert not any(adjustment_row(one, seen).needs_consent for one in adjustments_of(seen).filter(pk=refused.pk))


def test_of_two_lines_that_are_taken_together_both_need_the_consent() -> None:
    closed = a_closed_month()
    base, output = correct(closed, Change(0, "worked_hours", "88"), Change(0, "output.target", "150"))
    PayAdjustment.objects.filter(pk=base.pk).update(consented_on=NOVEMBER)
    with pytest.raises(Refused, match="consented"):
        decide_adjustment(adjustment=output, event=AGREE, **by(closed.director))


def test_a_reversal_and_a_correction_of_one_payslip_wait_for_decisions_of_their_own() -> None:
    closed = a_closed_month(settlement="-300.00")
    reversal = turn(closed, "settlement", "100.00")
    [row] = correct(closed, MORE)
    # What is only proposed is not counted on: the same comes out again.
    assert recomputed(closed.slip, [MORE]).total == 4_000_00
    agree(closed, row)
    assert (state_of(row), state_of(reversal)) == ("agreed", "proposed")


def test_a_minus_of_points_that_was_given_back_in_part_is_not_given_back_again() -> None:
    """300 were taken and 100 given back: 200. Output of 0.9375 in 150 leaves 40,000 × 0.00625 = 250 to lose, which is
    still more than 200."""
    closed = a_closed_month(settlement="-300.00")
    agree(closed, turn(closed, "settlement", "100.00"))
    found = recomputed(closed.slip, [Change(0, "output", "0.9375")])
    assert [(one.code, one.amount) for one in found.differences] == [("output", -39_750_00)]


def test_a_second_correction_goes_on_from_the_first() -> None:
    """44,000 after the first; half of the hours are 20,000 × 165 ÷ 150 = 22,000, and 30,000 of 60,000 for the base."""
    closed = a_closed_month()
    agree(closed, correct(closed, MORE)[0])
    halves = correct(closed, Change(0, "worked_hours", "88"), Change(0, "output.target", "150"))
    assert sums(halves) == {"base": "-30000.00", "output": "-22000.00"}


def test_a_line_bears_what_it_was_paid_whatever_another_line_gained_instead() -> None:
    """154 of 176 hours: the base loses 7,500; 157.5 of 131.25 are 35,000 × 1.2 = 42,000, 2,000 more. The base is taken
    5,500. The line of output was paid 40,000: 42,000 cannot be taken from it."""
    closed = a_closed_month()
    [row] = correct(closed, Change(0, "worked_hours", "154"), Change(0, "output", "157.5"))
    assert sums([row]) == {"base": "-5500.00"}
    agree(closed, row)
    with pytest.raises(Refused, match="no more of it"):
        correct(closed, Change(0, "output", "0"))


@pytest.mark.parametrize(("measures", "places"), [("own", {0}), ("department", set())])
def test_only_ones_own_targets_follow_ones_own_hours(measures: str, places: set[int]) -> None:
    version = pay.a_pay_plan(measures=PayPlanVersion.Measures(measures))
    person = make.an_employee("manager")
    run = pay.a_pay_run(pay.a_pay_period(person.employments.get().department))
    assert sections_by_hours(pay.a_payslip(run, person, version=version)) == places


@pytest.mark.parametrize("event", [None, ObjectionEvent.REJECT])
def test_an_objection_that_was_not_upheld_leads_to_no_correction(event: ObjectionEvent | None) -> None:
    closed = a_closed_month()
    row = object_to_line(line=closed.line("output"), text="A ticket is missing.", **by(closed.manager))
    if event is not None:
        row = answer_objection(objection=row, event=event, answer="It is not.", **by(closed.head))
    with pytest.raises(Refused, match="was not upheld"):
        correct(closed, MORE, objection=row)


def test_who_works_on_the_first_of_a_month_still_gets_its_payslip() -> None:
    """One leaves on 1 November; another is paid by a plan on 1 December and elsewhere from the 2nd."""
    closed = a_closed_month()
    leaver, other = closed.manager, make.an_employee("manager", department=closed.department)
    Employee.objects.filter(pk=leaver.pk).update(left_on=NOVEMBER)
    leaver.refresh_from_db()
    pay.assigned(other, pay.a_pay_plan(), ends_on=DECEMBER)
    elsewhere = PlanAssignment.objects.create(employee=other, plan=None, starts_on=date(2026, 12, 2))
    agreed = {"state": "agreed", "decided_by": closed.director, "decided_at": NOW}
    rows = [agree(closed, add(leaver, closed.head)), pay.an_adjustment(other, month=DECEMBER, **agreed)]
    assert rows[0].month == NOVEMBER
    assert not is_paid_elsewhere(other, DECEMBER) and is_paid_elsewhere(other, date(2027, 1, 1))

    def stranded() -> set[int]:
        return {one.pk for one in adjustments_of(make.viewer(closed.director)) if one.is_stranded}

    assert stranded() == set()
    PlanAssignment.objects.exclude(pk=elsewhere.pk).filter(employee=other).update(ends_on=date(2026, 11, 30))
    assert stranded() == {rows[1].pk}
