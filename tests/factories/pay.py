"""Pay: plans and who is paid by them, facts, and payslips as the calculator writes them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from payroll.domain.pay_answer import written
from payroll.domain.pay_case import case_from
from payroll.domain.pay_record import computed, digest_of
from payroll.models import (
    PayAdjustment,
    PayComponent,
    PayFact,
    PayObjection,
    PayPeriod,
    PayPlan,
    PayPlanVersion,
    PayRun,
    Payslip,
    PayslipLine,
    PlanAssignment,
)
from tests.factories.people import NOW, a_department, an_employee, serial
from workload.models import Department, Employee

OCTOBER = date(2026, 10, 1)
SINCE = date(2026, 1, 1)
# code, weight, target: the standard plan of a manager.
MANAGER = (
    ("output", "0.35", None),
    ("receivables", "0.20", None),
    ("quality", "0.25", None),
    ("upsales", "0.15", "10"),
    ("deadlines", "0.05", None),
)


def a_pay_plan(
    components: Sequence[tuple[str, str, str | None]] = MANAGER, *, name: str = "", is_draft: bool = False, **over: Any
) -> PayPlanVersion:
    """The first version of a plan: 60,000 and 40,000 a month, published unless `is_draft`."""
    plan = over.pop("plan", None) or PayPlan.objects.create(
        name=name or f"Plan {next(serial)}", position=over.pop("position", "manager")
    )
    fields = {"base": 60_000, "variable": 40_000, "starts_on": SINCE, "created_at": NOW, **over}
    version = PayPlanVersion.objects.create(plan=plan, number=plan.versions.count() + 1, **fields)
    PayComponent.objects.bulk_create(
        PayComponent(version=version, position=place, code=code, weight=weight, target=target)
        for place, (code, weight, target) in enumerate(components, start=1)
    )
    if not is_draft:
        version.published_at = NOW
        version.save()
    return version


def assigned(employee: Employee, version: PayPlanVersion | None = None, **over: Any) -> PlanAssignment:
    """Paid by the plan since the start of the year; without `version` paid elsewhere."""
    plan = version.plan if version is not None else None
    return PlanAssignment.objects.create(employee=employee, plan=plan, **{"starts_on": SINCE, **over})


def a_pay_fact(employee: Employee, kind: str = "offer", amount: str = "1", **over: Any) -> PayFact:
    """In the middle of October, entered by nobody."""
    department = over.pop("department", None) or employee.employments.get().department
    fields = {"happened_on": OCTOBER.replace(day=14), "title": "SEO audit", "created_at": NOW, **over}
    return PayFact.objects.create(employee=employee, department=department, kind=kind, amount=amount, **fields)


def a_pay_period(department: Department, month: date = OCTOBER, **over: Any) -> PayPeriod:
    """The department's month, its facts frozen."""
    fields = {"state": "frozen", "frozen_at": NOW, **over}
    return PayPeriod.objects.get_or_create(department=department, month=month, defaults=fields)[0]


def a_pay_run(period: PayPeriod, **over: Any) -> PayRun:
    """Being drafted, so that payslips can be put into it; `approved` closes it."""
    return PayRun.objects.create(period=period, **{"started_at": NOW, **over})


def a_case(base: str = "60000.00", variable: str = "40000.00", **over: Any) -> dict[str, Any]:
    """What `calculate pay` reads: a whole month, one component reached in full."""
    plan = {"base": base, "variable": variable, "components": [{"code": "output", "weight": "1"}]}
    period = {"norm_hours": "176", "worked_hours": "176", "norm_days": 22, "worked_days": 22}
    facts = {"output": {"target": "150", "fact": "150"}}
    return {"sections": [{"plan": plan, "period": period, "facts": facts}], **over}


def a_payslip(
    run: PayRun, employee: Employee, *, case: dict[str, Any] | None = None, version: PayPlanVersion | None = None
) -> Payslip:
    """As the calculator answers `case`, in a run that is being drafted."""
    department, month = run.period.department, run.period.month
    case = case or a_case()
    counted = computed(case_from(case))
    answer = written(counted)
    section = {
        "first": month.isoformat(), "last": month.replace(day=28).isoformat(), "department": department.pk,
        "plan": version.plan_id if version else None, "version": version.pk if version else None,
        "assignment": None, "share": 100,
    }  # fmt: skip
    slip = Payslip.objects.create(
        run=run, employee=employee, department=department, month=month, sections=[section], inputs=case, versions={},
        digest=digest_of(case, answer), base=_sum(answer, "base"), variable=Decimal(counted.variable) / 100,
        total=answer["total"], computed_at=NOW,
    )  # fmt: skip
    corrected = [date.fromisoformat(f"{one['month']}-01") for one in case.get("additions", []) if "month" in one]
    PayslipLine.objects.bulk_create(
        PayslipLine(
            adjustment_month=corrected.pop(0) if line["code"] == "correction" else None,
            payslip=slip, position=place, section=0 if "section" in line["inputs"] else None, department=department,
            code=line["code"], amount=line["amount"], formula=line["formula"], inputs=line["inputs"],
        )
        for place, line in enumerate(answer["lines"], start=1)
    )  # fmt: skip
    return slip


def approved(run: PayRun, confirmer: Employee, approver: Employee, at: datetime = NOW) -> PayRun:
    """Drafted, confirmed by one and approved by another, straight through the tables."""
    run.people_count = run.payslips.count()
    run.total = sum((slip.total for slip in run.payslips.all()), Decimal())
    run.digest, run.drafted_at = "0" * 64, at
    run.state, run.confirmed_by, run.confirmed_at = PayRun.State.APPROVED, confirmer, at
    run.approved_by, run.approved_at = approver, at
    run.save()
    return run


def an_adjustment(employee: Employee, amount: str = "100.00", **over: Any) -> PayAdjustment:
    """Proposed for November; with `corrects` a correction of that line, else an addition."""
    department = over.pop("department", None) or employee.employments.get().department
    kind = "correction" if over.get("corrects") else "addition"
    fields = {
        "kind": kind, "month": date(2026, 11, 1), "code": kind, "reason": "Hours that were forgotten",
        "proposed_at": NOW, **over,
    }  # fmt: skip
    fields.setdefault("proposed_by", department.head or an_employee("head", department=a_quiet_department()))
    return PayAdjustment.objects.create(employee=employee, department=department, amount=amount, **fields)


def an_objection(line: PayslipLine, **over: Any) -> PayObjection:
    """Open."""
    fields = {"text": "Two letters are missing.", "at": NOW, **over}
    return PayObjection.objects.create(line=line, employee=line.payslip.employee, **fields)


def a_quiet_department() -> Department:
    """One for those who only say yes."""
    return a_department(name=f"Quiet {next(serial)}")


def _sum(answer: dict[str, Any], code: str) -> Decimal:
    return sum((Decimal(line["amount"]) for line in answer["lines"] if line["code"] == code), Decimal())
