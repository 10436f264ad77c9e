"""Additions and corrections: proposed by one, agreed to by another, never more than there was to turn back (Y5, P4)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from payroll.actions.agreeing import consent_to, decide_adjustment
from payroll.actions.correcting import correct_payslip, recomputed
from payroll.actions.minus import Minus
from payroll.actions.proposing import propose_addition, reverse_line
from payroll.domain.adjustments import AdjustmentEvent
from payroll.domain.corrections import Change
from payroll.models import PayAdjustment, Payslip, PlanAssignment
from payroll.queries.adjustments.lists import adjustments_of
from payroll.queries.adjustments.waiting import waiting_for
from support_desk.shared.errors import IllegalTransition, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories import pay
from tests.factories.people import NOW
from tests.payroll.closed import NOVEMBER, Closed, a_closed_month, sums
from workload.models import Employee, Substitute

pytestmark = pytest.mark.django_db
AGREE, REFUSE = AdjustmentEvent.AGREE, AdjustmentEvent.REFUSE
MORE = [Change(0, "output", "165")]  # 40,000 × 1.1
LESS = [Change(0, "output", "135")]  # 40,000 × 0.9
COUNTING = Minus("counting")


def by(person: Employee) -> dict[str, Any]:
    return {"by": make.viewer(person), "at": NOW}


def add(employee: Employee, proposer: Employee, amount: str = "5000.00", **more: Any) -> PayAdjustment:
    return propose_addition(employee=employee, amount=Decimal(amount), reason="A fair.", **more, **by(proposer))


def correct(closed: Closed, changes: list[Change], **more: Any) -> list[PayAdjustment]:
    who = by(more.pop("proposer", closed.head))
    return correct_payslip(payslip=closed.slip, changes=changes, reason="A ticket was forgotten.", **more, **who)


def decide(row: PayAdjustment, person: Employee, event: AdjustmentEvent = AGREE, note: str = "") -> PayAdjustment:
    return decide_adjustment(adjustment=row, event=event, note=note, **by(person))


def told(person: Employee) -> list[str]:
    return list(Notice.objects.filter(user=person.user).order_by("id").values_list("kind", flat=True))


def test_the_head_proposes_an_addition_and_the_director_agrees() -> None:
    closed = a_closed_month()
    row = add(closed.manager, closed.head)
    assert (row.month, row.department, row.code) == (NOVEMBER, closed.department, "addition")
    assert told(closed.director) == ["pay_adjustment.proposed"] and told(closed.manager) == []
    with pytest.raises(NotAllowed, match="does not agree"):
        decide(row, closed.head)
    with pytest.raises(NotAllowed):
        decide(row, closed.manager)
    decide(row, closed.director)
    assert waiting_for([closed.manager.pk], NOVEMBER) == {closed.manager.pk: [row]}
    assert told(closed.manager) == told(closed.head) == ["pay_adjustment.agreed"] and told(closed.director) != []
    with pytest.raises(IllegalTransition):
        decide(row, closed.director, REFUSE, "Later.")
    assert list(AuditEntry.objects.filter(action__startswith="pay_adjustment").values_list("action", flat=True)) == [
        "pay_adjustment.propose",
        "pay_adjustment.agree",
    ]


def test_nobody_proposes_for_themselves_or_for_whom_they_do_not_answer() -> None:
    closed = a_closed_month()
    colleague, stranger = make.an_employee("manager", department=closed.department), make.an_employee("head")
    for employee, proposer in (
        (closed.head, closed.head),
        (closed.director, closed.director),
        (closed.manager, colleague),
        (closed.manager, stranger),
        (closed.director, closed.head),
    ):
        with pytest.raises(NotAllowed):
            add(employee, proposer)


def test_the_heads_own_is_decided_one_level_up_and_a_directors_by_the_substitute() -> None:
    closed = a_closed_month()
    chief = make.an_employee("manager")
    closed.head.manager = chief
    closed.head.save()
    of_head = add(closed.head, closed.director)
    assert told(chief) == ["pay_adjustment.proposed"]
    assert decide(of_head, chief).decided_by == chief
    substitute = make.an_employee("manager")
    Substitute.objects.create(person=closed.director, stands_in=substitute, starts_on=date(2026, 1, 1))
    of_director = add(closed.director, substitute)
    with pytest.raises(NotAllowed, match="substitute"):
        decide(of_director, substitute)
    assert decide(of_director, make.an_employee("director")).state == "agreed"
    # Where the only one who may agree has proposed, whoever stands in for them does.
    closed.head.manager = None
    closed.head.save()
    alone = add(closed.head, closed.director)
    assert decide(alone, substitute).state == "agreed"


def test_a_proposal_is_taken_back_by_who_made_it_and_a_refusal_says_why() -> None:
    closed = a_closed_month()
    row = add(closed.manager, closed.head)
    with pytest.raises(Refused, match="why you refuse"):
        decide(row, closed.head, REFUSE)
    assert decide(row, closed.head, REFUSE, "A slip of the pen.").state == "refused"
    second = add(closed.manager, closed.head)
    decide(second, closed.director, REFUSE, "No money.")
    assert told(closed.head)[-1] == "pay_adjustment.refused" and told(closed.manager) == []
    assert waiting_for([closed.manager.pk], NOVEMBER) == {}


def test_what_is_wrong_with_a_sum_is_named() -> None:
    closed = a_closed_month()
    for field, wrong in (
        ("amount", {"amount": "0"}),
        ("ground", {"amount": "-1.00"}),
        ("consented_on", {"amount": "-1.00", "minus": Minus("counting", date(2026, 12, 1))}),
        ("paper", {"amount": "-1.00", "minus": Minus("counting", date(2026, 11, 1))}),
        ("month", {"month": date(2026, 10, 5)}),
    ):
        with pytest.raises(Refused) as refused:
            add(closed.manager, closed.head, **wrong)
        assert refused.value.field == field, field
    with pytest.raises(Refused) as refused:
        propose_addition(employee=closed.manager, amount=Decimal(1), reason=" ", **by(closed.head))
    assert refused.value.field == "reason"
    assert add(closed.manager, closed.head, month=date(2026, 12, 31)).month == date(2026, 12, 1)
    Employee.objects.filter(pk=closed.manager.pk).update(left_on=date(2026, 9, 30))
    closed.manager.refresh_from_db()
    with pytest.raises(Refused, match="has left"):
        add(closed.manager, closed.head)


def test_nothing_is_taken_before_the_employee_has_consented() -> None:
    closed = a_closed_month()
    row = add(closed.manager, closed.head, "-500.00", minus=COUNTING)
    assert told(closed.manager) == ["pay_adjustment.consent"]
    with pytest.raises(Refused, match="consented"):
        decide(row, closed.director)
    with pytest.raises(NotAllowed):
        consent_to(adjustment=row, **by(closed.head))
    for _ in range(2):
        assert consent_to(adjustment=row, **by(closed.manager)).consented_on == date(2026, 11, 18)
    assert AuditEntry.objects.filter(action="pay_adjustment.consent").count() == 1
    assert decide(row, closed.director).state == "agreed"
    with pytest.raises(IllegalTransition):
        consent_to(adjustment=row, **by(closed.manager))
    paper = Minus("counting", date(2026, 11, 17), SimpleUploadedFile("consent.pdf", b"%PDF-"))
    signed = add(closed.manager, closed.head, "-1.00", minus=paper)
    assert signed.consent is not None and decide(signed, closed.director).state == "agreed"


def test_a_correction_is_the_difference_line_by_line_and_changes_nothing_that_was_closed() -> None:
    closed = a_closed_month()
    before = Payslip.objects.values().get(pk=closed.slip.pk)
    rows = correct(closed, MORE)
    assert sums(rows) == {"output": "4000.00"} and rows[0].month == NOVEMBER
    assert rows[0].inputs is not None and rows[0].inputs["lines"] == [[1, "output", "40000.00", "44000.00"]]
    with pytest.raises(IllegalTransition, match="waits for a decision"):
        correct(closed, MORE)
    decide(rows[0], closed.director)
    # Never twice: against what was agreed to, the same comes to nothing.
    with pytest.raises(Refused, match="Nothing comes out otherwise"):
        correct(closed, MORE)
    assert sums(correct(closed, [Change(0, "output", "180")])) == {"output": "4000.00"}
    assert Payslip.objects.values().get(pk=closed.slip.pk) == before


def test_lines_of_one_correction_have_one_sign_and_one_decision() -> None:
    closed = a_closed_month()
    # 88 of 176 hours: the base loses 30,000; the fund halves while its target does: 20,000 less 0 … then 200 of 75
    # attained: 20,000 × 2.67 = 53,333.33, 13,333.33 more. In all 16,666.67 are taken, of the base alone.
    changes = [Change(0, "worked_hours", "88"), Change(0, "output", "200"), Change(0, "output.target", "75")]
    [row] = correct(closed, changes, minus=COUNTING)
    assert sums([row]) == {"base": "-16666.67"}
    decide(row, closed.head, REFUSE, "Not so.")
    both = correct(closed, [Change(0, "worked_hours", "88")], minus=COUNTING)
    assert sums(both) == {"base": "-30000.00"}
    decide(both[0], closed.head, REFUSE, "Not so either.")
    halves = correct(closed, [Change(0, "worked_hours", "88"), Change(0, "output.target", "150")], minus=COUNTING)
    assert sums(halves) == {"base": "-30000.00", "output": "-20000.00"}
    assert told(closed.manager).count("pay_adjustment.consent") == 1
    consent_to(adjustment=halves[1], **by(closed.manager))
    decide(halves[1], closed.director)
    assert set(PayAdjustment.objects.filter(pk__in=[row.pk for row in halves]).values_list("state")) == {("agreed",)}


def test_points_that_were_never_taken_are_not_given_back() -> None:
    """500 are asked and 300 taken. With 450 to lose it stays 300, and so it does with 300 again."""
    closed = a_closed_month(settlement="-500.00", sections=pay.a_case(variable="300.00")["sections"])
    assert closed.line("settlement").amount == -300
    for output, expected in (("225", {"output": "150.00"}), ("150", {"output": "-150.00"})):
        [row] = correct(closed, [Change(0, "output", output)], minus=COUNTING)
        assert sums([row]) == expected
        if row.amount < 0:
            consent_to(adjustment=row, **by(closed.manager))
        decide(row, closed.director)
    halved = recomputed(closed.slip, [Change(0, "output", "75")])
    assert {one.code: one.amount for one in halved.differences} == {"output": -15_000, "settlement": 15_000}


def test_an_offer_that_was_forgotten_is_paid_beside_the_base() -> None:
    case = pay.a_case()["sections"]
    case[0]["plan"]["offer_rate"] = "100.00"
    closed = a_closed_month(sections=case)
    [row] = correct(closed, [Change(0, "offers", "2")])
    assert sums([row]) == {"base": "200.00"}
    assert row.inputs is not None and row.inputs["lines"] == [[1, "offers", "0.00", "200.00"]]


def test_corrections_of_a_line_together_take_no_more_than_it_had_paid() -> None:
    closed = a_closed_month(
        settlement="-300.00", additions=[{"code": "addition", "amount": "1000.00", "reason": "A fair"}]
    )

    def turn(code: str, amount: str) -> PayAdjustment:
        line = closed.line(code)
        return reverse_line(line=line, amount=Decimal(amount), reason="No.", minus=COUNTING, **by(closed.head))

    with pytest.raises(Refused, match="computed"):
        turn("base", "-1")
    with pytest.raises(Refused, match="against its line"):
        turn("addition", "1")
    decide(turn("addition", "-600.00"), closed.head, REFUSE, "Too much.")
    turn("addition", "-400.00")
    turn("addition", "-600.00")
    for code, amount in (("addition", "-0.01"), ("settlement", "300.01")):
        with pytest.raises(Refused, match="no more of it"):
            turn(code, amount)
    assert turn("settlement", "300.00").amount == 300
    mending = closed.line("addition")
    mending.adjustment_month = date(2026, 9, 1)
    with pytest.raises(Refused, match="correct the payslip of that month"):
        reverse_line(line=mending, amount=Decimal(-1), reason="No.", minus=COUNTING, **by(closed.head))


def test_only_a_closed_payslip_is_corrected_and_never_ones_own() -> None:
    closed = a_closed_month(of_head=True)
    with pytest.raises(NotAllowed, match="own pay"):
        correct(closed, MORE)
    with pytest.raises(NotAllowed, match="one level up"):
        correct(closed, MORE, proposer=closed.manager)
    run = pay.a_pay_run(pay.a_pay_period(closed.department, NOVEMBER))
    draft = pay.a_payslip(run, closed.manager)
    with pytest.raises(IllegalTransition, match="not closed yet"):
        correct_payslip(payslip=draft, changes=MORE, reason="No.", **by(closed.director))


def test_an_addition_agreed_to_late_goes_into_the_next_month() -> None:
    closed = a_closed_month()
    row = add(closed.manager, closed.head)
    run = pay.a_pay_run(pay.a_pay_period(closed.department, NOVEMBER))
    pay.a_payslip(run, closed.manager)
    pay.approved(run, make.an_employee("head"), closed.director)
    with pytest.raises(PeriodClosed):
        add(closed.manager, closed.head, month=NOVEMBER)
    assert decide(row, closed.director).month == date(2026, 12, 1)


def test_nothing_is_agreed_to_that_no_payslip_pays() -> None:
    """A minus of who has left with a payslip that is confirmed; another is paid elsewhere from December on."""
    closed = a_closed_month()
    leaver, other = closed.manager, make.an_employee("manager", department=closed.department)
    pay.assigned(other, pay.a_pay_plan(), ends_on=date(2026, 11, 30))
    PlanAssignment.objects.create(employee=other, plan=None, starts_on=date(2026, 12, 1))
    minus = {"amount": "-10.00", "minus": COUNTING}
    rows = [add(leaver, closed.head, **minus), add(other, closed.head), add(leaver, closed.head, **minus)]
    for row in (rows[0], rows[2]):
        consent_to(adjustment=row, **by(leaver))
    decide(rows[2], closed.director)
    run = pay.a_pay_run(pay.a_pay_period(closed.department, NOVEMBER))
    for person in (leaver, other):
        pay.a_payslip(run, person)
    pay.approved(run, make.an_employee("head"), closed.director)
    Employee.objects.filter(pk=leaver.pk).update(left_on=date(2026, 11, 10))
    for row, sentence in zip(rows, ("has left", "paid elsewhere"), strict=False):
        with pytest.raises(Refused, match=sentence):
            decide(row, closed.director)
    # What was agreed to before is listed as paid by nobody.
    assert {one.pk for one in adjustments_of(make.viewer(closed.director)) if one.is_stranded} == {rows[2].pk}


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_one() -> None:
    with transaction.atomic():
        closed = a_closed_month()
    outcomes = run_at_once(*(lambda: correct(closed, MORE) for _ in range(2)))
    assert sorted(type(one).__name__ for one in outcomes) == ["IllegalTransition", "list"]
    assert PayAdjustment.objects.count() == 1
