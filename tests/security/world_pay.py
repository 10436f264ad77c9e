"""Pay of the small world: a plan and who is paid by it, a fact, and a leaver's run with its payslip, approved."""

from datetime import date
from typing import Any

from payroll.models import LineEvidence, PayScenario, PayslipLine
from support_desk.shared import clock
from tests.factories import a_ticket, a_time_entry
from tests.factories import pay as make
from tests.factories.people import an_employee
from tests.security.marks import BEACON, canary
from workload.models import Department, Employee

MONTH = date(2026, 8, 1)


def pay_of(relation: str, owner: Employee, department: Department) -> dict[str, Any]:
    """What addresses name of pay. Confirmed and approved by nobody of the world."""
    said = f"{BEACON} {canary('pay', relation)}"
    at = clock.now()
    position = "head" if relation == "foreign" else "manager"
    version = make.a_pay_plan(name=f"{BEACON} {canary('payplan', relation)}", position=position)
    assignment = make.assigned(owner, version)
    fact = make.a_pay_fact(owner, title=said, department=department)
    period = make.a_pay_period(department, MONTH)
    run = make.a_pay_run(period, kind="leaver", leaver=owner)
    slip = make.a_payslip(run, owner, version=version)
    others = [an_employee("head", department=make.a_quiet_department()) for _ in range(2)]
    line = slip.lines.order_by("position").first()
    assert line is not None, "a payslip has a base"
    counted_elsewhere(line)
    make.approved(run, *others)
    adjustment = make.an_adjustment(owner, corrects=line, department=department, reason=said, proposed_by=others[0])
    objection = make.an_objection(line, text=said)
    scenario = PayScenario.objects.create(name=said, saved_by=others[1], saved_at=at)
    return {
        "pay plan": version.plan_id,
        "plan version": version.pk,
        "plan assignment": assignment.pk,
        "pay fact": fact.pk,
        "pay period": period.pk,
        "pay department": department.pk,
        "pay run": run.pk,
        "payslip": slip.pk,
        "paid person": owner.pk,
        "payslip line": line.pk,
        "pay adjustment": adjustment.pk,
        "pay objection": objection.pk,
        "pay scenario": scenario.pk,
    }


def counted_elsewhere(line: PayslipLine) -> None:
    """Behind the line stands an hour on a ticket that whoever reads the payslip need not see."""
    ticket = a_ticket(subject=f"{BEACON} {canary('ticket', 'foreign')}")
    entry = a_time_entry(ticket, client_text=f"{BEACON} {canary('time', 'foreign')}")
    LineEvidence.objects.create(line=line, source=LineEvidence.Source.TIME_ENTRIES, ids=[entry.pk])
