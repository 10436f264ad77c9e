"""Models of pay, one aggregate a file."""

from payroll.models.adjustments import PayAdjustment
from payroll.models.assignments import PlanAcknowledgement, PlanAssignment
from payroll.models.facts import PayFact
from payroll.models.objections import PayObjection
from payroll.models.payslips import LineEvidence, Payslip, PayslipLine
from payroll.models.plans import PayComponent, PayPlan, PayPlanVersion
from payroll.models.runs import PayPeriod, PayRun
from payroll.models.scenarios import PayScenario

__all__ = [
    "LineEvidence",
    "PayAdjustment",
    "PayComponent",
    "PayFact",
    "PayObjection",
    "PayPeriod",
    "PayPlan",
    "PayPlanVersion",
    "PayRun",
    "PayScenario",
    "Payslip",
    "PayslipLine",
    "PlanAcknowledgement",
    "PlanAssignment",
]
