"""What is asked about closed pay in the demo: a correction, additions, objections, and what the director tries out."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from payroll.actions.agreeing import decide_adjustment
from payroll.actions.correcting import correct_payslip
from payroll.actions.objecting import answer_objection, object_to_line
from payroll.actions.proposing import propose_addition
from payroll.actions.scenarios import save_scenario
from payroll.domain.adjustments import AdjustmentEvent
from payroll.domain.corrections import Change
from payroll.domain.objections import ObjectionEvent
from payroll.models import PayPlan, Payslip, PayslipLine
from support_desk.demo.stage import Stage
from support_desk.demo.timekeeping import months_behind

HOUR = timedelta(hours=1)
OBJECTED, ANSWERED = timedelta(hours=30), timedelta(hours=5)
HEAD, DIRECTOR = "head", "director"


def correct_closed(stage: Stage, month: date, *, at: datetime) -> None:
    """The head has proposed it, the director has agreed before the next month was drafted, which pays it."""
    row = stage.content.pay["correction"]
    slip = Payslip.objects.get(employee=stage.staff.people[row["employee"]], month=month)
    known = slip.inputs["sections"][0]["facts"][row["measure"]]["fact"]
    rows = correct_payslip(
        payslip=slip,
        changes=[Change(0, row["measure"], str(Decimal(known) + Decimal(row["more"])))],
        reason=stage.content.named(row, "reason"),
        by=stage.staff.viewer(HEAD, at),
        at=at,
    )
    agreed_at = at + HOUR
    by = stage.staff.viewer(DIRECTOR, agreed_at)
    decide_adjustment(adjustment=rows[0], event=AdjustmentEvent.AGREE, by=by, at=agreed_at)


def add_to_the_last(stage: Stage, *, at: datetime) -> None:
    """For the month that is to be closed by hand: one is agreed to, one waits for the director."""
    for row in stage.content.pay["addition"]:
        proposed_at = at - 3 * HOUR
        addition = propose_addition(
            employee=stage.staff.people[row["employee"]],
            amount=Decimal(row["amount"]),
            reason=stage.content.named(row, "reason"),
            by=stage.staff.viewer(HEAD, proposed_at),
            at=proposed_at,
        )
        if row.get("agreed"):
            by = stage.staff.viewer(DIRECTOR, at - HOUR)
            decide_adjustment(adjustment=addition, event=AdjustmentEvent.AGREE, by=by, at=by.at)


def ask_about(stage: Stage, *, at: datetime) -> None:
    """One objection waits for the head's answer, one has it."""
    behind = months_behind(stage, at)
    for row in stage.content.pay["objection"]:
        by = stage.staff.viewer(row["employee"], at - OBJECTED)
        line = line_of(stage, row, behind[-row["month"]])
        objection = object_to_line(line=line, text=stage.content.named(row, "text"), by=by, at=by.at)
        if "answer" in row:
            head = stage.staff.viewer(HEAD, at - ANSWERED)
            said = stage.content.named(row, "answer")
            answer_objection(objection=objection, event=ObjectionEvent.REJECT, answer=said, by=head, at=head.at)


def line_of(stage: Stage, row: dict[str, Any], month: date) -> PayslipLine:
    lines = PayslipLine.objects.select_related("payslip__run", "payslip__employee", "payslip__department")
    person = stage.staff.people[row["employee"]]
    return lines.get(payslip__employee=person, payslip__month=month, code=row["line"])


def try_out(stage: Stage, *, at: datetime) -> None:
    """A scenario that the director has kept."""
    row = stage.content.pay["scenario"]
    plan = PayPlan.objects.get(position=row["position"])
    by = stage.staff.viewer(DIRECTOR, at - 2 * HOUR)
    save_scenario(
        name=stage.content.named(row),
        department=stage.staff.departments["support"],
        months=row["months"],
        changes={str(plan.pk): {"weights": dict(row["weights"])}},
        by=by,
        at=by.at,
    )
