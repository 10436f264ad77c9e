"""Payslips with a story: February of a manager, every line with what it was measured by."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from payroll.models import LineEvidence, PayPlanVersion, PayRun, Payslip, PayslipLine
from tests.factories.pay import a_pay_fact, a_pay_period, a_pay_plan, a_pay_run, a_payslip, approved
from tests.factories.people import NOW
from workload.models import Department, Employee

FEBRUARY = date(2026, 2, 1)
WEIGHTS = {"output": "0.3", "receivables": "0.2", "deadlines": "0.2", "quality": "0.15", "upsales": "0.15"}
SCALE = {"table": [["0", "0"], ["0.2", "0"], ["0.6", "0.6"], ["1", "1"], ["1.4", "1.2"]]}


def a_story(month_facts: dict[str, Any] | None = None, **over: Any) -> dict[str, Any]:
    """144 of 152 hours of 60,000 and 40,000; upsales reached 6 of 10 points; a complaint and two returns."""
    plan = {
        "base": "60000.00", "variable": "40000.00",
        "components": [{"code": code, "weight": weight} for code, weight in WEIGHTS.items()],
    }  # fmt: skip
    plan["components"][0]["scale"] = {"gate": "0.5", "cap": "1.2"}  # type: ignore[index] # a list of dicts
    plan["components"][4]["scale"] = SCALE  # type: ignore[index] # a list of dicts
    period = {"norm_hours": "152", "worked_hours": "144", "norm_days": 19, "worked_days": 18}
    facts = {
        "output": {"target": "120", "fact": "124.8"}, "receivables": {"target": "500000", "fact": "460000"},
        "deadlines": {"target": "50", "fact": "48"}, "quality": {"score": "0.88"},
        "upsales": {"target": "10", "fact": "6"}, **(month_facts or {}),
    }  # fmt: skip
    return {"sections": [{"plan": plan, "period": period, "facts": facts}], **over}


def a_manager_plan(name: str = "Manager") -> PayPlanVersion:
    """The plan of the story."""
    components = [(code, weight, "10" if code == "upsales" else None) for code, weight in WEIGHTS.items()]
    return a_pay_plan(components, name=name)


def a_paid_month(
    employee: Employee,
    people: Sequence[Employee],
    *,
    month: date = FEBRUARY,
    version: PayPlanVersion | None = None,
    case: dict[str, Any] | None = None,
    at: datetime = NOW,
    evidence: dict[str, dict[str, Sequence[Any]]] | None = None,
    **over: Any,
) -> Payslip:
    """Approved, confirmed by the first of `people` and approved by the second. `evidence`: {code: {source: ids}},
    for members their figures."""
    department: Department = over.pop("department", None) or employee.employments.get().department
    run = a_pay_run(a_pay_period(department, month, frozen_by=people[0], frozen_at=at - timedelta(days=4)), **over)
    slip = a_payslip(run, employee, case=case or a_story(), version=version)
    slip.measures = {"norm": 7488, "normed": 6190, "paid": 8640, "target": 7200}
    _placed(slip)
    for code, sources in (evidence or {}).items():
        line = slip.lines.get(code=code)
        for source, ids in sources.items():
            is_members = source == LineEvidence.Source.MEMBERS
            evidenced(line, source, () if is_members else ids, ids if is_members else ())
    approved(run, people[0], people[1], at)
    return slip


def _placed(slip: Payslip) -> None:
    """Sections and what is mended, as the calculator says them: the month is cut into equal parts."""
    parts, days = len(slip.inputs["sections"]), 28 // len(slip.inputs["sections"])
    slip.sections = [
        {
            **slip.sections[0],
            "first": f"{slip.month:%Y-%m}-{part * days + 1:02}",
            "last": f"{slip.month:%Y-%m}-{(part + 1) * days:02}",
        }
        for part in range(parts)
    ]
    slip.save(update_fields=["measures", "sections"])
    for line in slip.lines.all():
        mended = line.inputs.get("month")
        line.section = line.inputs["section"] - 1 if line.inputs.get("section") else None
        line.adjustment_month = date.fromisoformat(f"{mended}-01") if mended else None
        line.save()


def a_draft(employee: Employee, *, month: date = FEBRUARY, case: dict[str, Any] | None = None) -> Payslip:
    """Drafted, confirmed by nobody."""
    department = employee.employments.get().department
    run = a_pay_run(a_pay_period(department, month))
    slip = a_payslip(run, employee, case=case or a_story())
    run.state, run.drafted_at, run.digest = PayRun.State.DRAFTED, NOW, "0" * 64
    run.save()
    return slip


def evidenced(
    line: PayslipLine, source: str, ids: Sequence[int] = (), figures: Sequence[Sequence[Any]] = ()
) -> LineEvidence:
    """Rows that the line was measured by."""
    return LineEvidence.objects.create(line=line, source=source, ids=list(ids), figures=[list(row) for row in figures])


def sold(employee: Employee, *titles_and_points: tuple[str, str], month: date = FEBRUARY) -> list[int]:
    """Accepted offers of the month."""
    days = range(11, 28)
    return [
        a_pay_fact(employee, "offer", points, title=title, happened_on=month.replace(day=day)).pk
        for day, (title, points) in zip(days, titles_and_points, strict=False)
    ]
