"""I4: a payslip recomputes from its stored inputs to the same bytes, and payslips sum to their run (Y5)."""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from payroll.domain.worked_off import digest_of_run, worked_off
from payroll.models import PayRun, Payslip, PayslipLine
from support_desk.invariants.base import Broken, Invariant, selected
from support_desk.shared.money import kopecks_of
from workload.domain.refusals import BadInput

SLIPS_AT_ONCE = 200
OTHER_SUMS = """
SELECT run.id, run.people_count, run.total, count(slip.id), coalesce(sum(slip.total), 0)
FROM payroll_payrun run LEFT JOIN payroll_payslip slip ON slip.run_id = run.id
WHERE run.state IN ('drafted', 'confirmed', 'approved') GROUP BY run.id
HAVING run.people_count <> count(slip.id) OR run.total <> coalesce(sum(slip.total), 0)
"""
OTHER_LINES = """
SELECT slip.id, slip.total, coalesce(sum(line.amount), 0)
FROM payroll_payslip slip LEFT JOIN payroll_payslipline line ON line.payslip_id = slip.id
GROUP BY slip.id HAVING slip.total <> coalesce(sum(line.amount), 0)
"""
OTHER_POINTS = """
WITH told AS (
  SELECT settlement.month, line.employee_id, sum(line.amount) AS amount
  FROM disputes_settlementline line JOIN disputes_settlement settlement ON settlement.id = line.settlement_id
  WHERE settlement.state = 'applied' GROUP BY settlement.month, line.employee_id
)
SELECT slip.id, coalesce((slip.inputs ->> 'settlement')::numeric, 0), coalesce(told.amount, 0)
FROM payroll_payslip slip JOIN payroll_payrun run ON run.id = slip.run_id
LEFT JOIN told ON told.month = slip.month AND told.employee_id = slip.employee_id
WHERE run.kind = 'month' AND run.state = 'approved'
  AND coalesce((slip.inputs ->> 'settlement')::numeric, 0) <> coalesce(told.amount, 0)
"""


def check() -> Iterator[Broken]:
    yield from selected(OTHER_SUMS, kind="pay run", detail="says {1} people and {2}, its payslips {3} and {4}")
    yield from selected(OTHER_LINES, kind="payslip", detail="comes to {1}, its lines to {2}")
    yield from selected(OTHER_POINTS, kind="payslip", detail="pays {1} for points, the settlement says {2}")
    for run in PayRun.objects.filter(state__in=["drafted", "confirmed", "approved"]).order_by("pk"):
        yield from _recomputed(run)


def _recomputed(run: PayRun) -> Iterator[Broken]:
    """Each payslip from its inputs, and the run from the digests of its payslips; memory does not grow with people."""
    told = []
    for slip in _slips_of(run).iterator(chunk_size=SLIPS_AT_ONCE):
        told.append((slip.employee_id, slip.digest, str(slip.total)))
        if wrong := _otherwise(slip):
            yield Broken(f"payslip {slip.pk}", wrong)
    if digest_of_run(told) != run.digest:
        yield Broken(f"pay run {run.pk}", "holds other payslips than its digest says")


def _slips_of(run: PayRun) -> QuerySet[Payslip]:
    lines = PayslipLine.objects.order_by("position")
    return Payslip.objects.filter(run=run).order_by("pk").prefetch_related(Prefetch("lines", queryset=lines))


def _otherwise(slip: Payslip) -> str:
    """What recomputing comes to otherwise; "" for nothing."""
    try:
        worked = worked_off(slip.inputs)
    except BadInput as bad:
        return f"cannot be computed again: {bad}"
    if worked.digest != slip.digest or worked.total != kopecks_of(slip.total):
        return "comes to something else from what it was computed from"
    stored = [
        (line.position, line.code, kopecks_of(line.amount), line.formula, line.inputs) for line in slip.lines.all()
    ]
    counted = [
        (one.position, one.line.code, one.line.amount, one.line.formula, dict(one.line.inputs)) for one in worked.lines
    ]
    return "" if stored == counted else "has other lines than it was computed to"


PAYSLIPS = Invariant("I4", "Every payslip recomputes to the same bytes, and payslips sum to their run.", check)
