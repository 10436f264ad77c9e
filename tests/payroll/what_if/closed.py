"""Closed months of pay under one plan: as many facts as a what-if needs."""

from datetime import date
from typing import Any

from django.db import transaction

from payroll.models import PayPlanVersion, PayRun
from payroll.queries.plans.figures import plan_json
from tests import factories as make
from tests.factories import pay
from workload.models import Department, Employee

MONTHS = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))


def a_manager_case(version: PayPlanVersion, *, sold: str = "6", output: str = "90", **over: Any) -> dict[str, Any]:
    """A whole month by the plan: output of 100, receivables and deadlines in full, quality 1, upsales of 10."""
    known = {
        "output": {"target": "100", "fact": output},
        "receivables": {"target": "1", "fact": "1"},
        "quality": {"score": "1"},
        "upsales": {"target": "10", "fact": sold},
        "deadlines": {"target": "1", "fact": "1"},
    }
    components = list(version.components.all())
    period = {"norm_hours": "176", "worked_hours": "176", "norm_days": 22, "worked_days": 22}
    facts = {one.code: known[one.code] for one in components}
    plan = plan_json(version, components, version.base, version.variable)
    return {"sections": [{"plan": plan, "period": period, "facts": facts}], **over}


def a_closed_month(
    department: Department,
    month: date,
    version: PayPlanVersion,
    people: dict[Employee, dict[str, Any]],
    deciders: tuple[Employee, Employee] | None = None,
) -> PayRun:
    """Everybody's payslip by `a_manager_case`, approved, in a closed month."""
    confirmer, approver = deciders or (make.an_employee("head"), make.an_employee("head"))
    with transaction.atomic():  # lines and totals are compared at its end
        run = pay.a_pay_run(pay.a_pay_period(department, month, state="closed", closed_at=make.NOW))
        for employee, over in people.items():
            pay.a_payslip(run, employee, case=a_manager_case(version, **over), version=version)
        return pay.approved(run, confirmer, approver)
