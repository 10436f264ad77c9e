"""What pay would cost at every weight of one component, and where it costs what it did (Y7)."""

from dataclasses import dataclass

from payroll.domain.break_even import Curve, Varying, curve, varying
from payroll.domain.figures import NOTHING
from payroll.domain.pay_record import computed
from payroll.queries.closed_pay import PaidPlan
from payroll.queries.what_if.figures import Recomputed, WhatIf


@dataclass(frozen=True, slots=True)
class CostCurve:
    """Of one component of one plan; the others share the rest as they do in the scenario."""

    plan: PaidPlan
    code: str
    paid: int
    curve: Curve


def cost_curve(found: WhatIf, plan: PaidPlan, code: str) -> CostCurve:
    """Over the same payslips as the page, those of other plans as they would be."""
    varied = [_varying(one, plan.id, code) for one in found.rows]
    return CostCurve(plan, code, found.whole.paid, curve(varied, found.whole.paid))


def _varying(row: Recomputed, plan_id: int, code: str) -> Varying:
    paid = row.row.paid
    is_varied = [plan == plan_id for plan in paid.plans]
    if not any(is_varied):
        return Varying(row.gain.what_if, NOTHING, (), 0)
    case = row.case or paid.case
    answer = row.answer or computed(case)
    return varying(case.sections, is_varied, code, case.settlement, answer.total, answer.variable)
