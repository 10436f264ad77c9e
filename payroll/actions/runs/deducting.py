"""What is taken with a payslip: last, when all that it pays is known, points with it (Labour Code 138; Y5)."""

from collections.abc import Sequence

from payroll.actions.runs.writing import line_of, remarks_as_stored, take
from payroll.domain.deductions import borne, left_waiting
from payroll.domain.worked_off import worked_off
from payroll.models import LineEvidence, PayAdjustment, PayRun, Payslip, PayslipLine
from payroll.queries.adjustments.waiting import addition_of, minuses_for
from support_desk.shared.money import kopecks_of, rubles_of


def deduct(runs: Sequence[PayRun]) -> None:
    """Of payslips that are drafted, in runs of one month: minuses that were agreed to, whole or not at all, together no
    more than a fifth of the payment; each that it does not bear waits on, and the payslip says so. Statements do not
    grow with the people."""
    # Nothing is taken from further pay of who has left.
    rows = Payslip.objects.filter(run__in=runs).exclude(sections=[]).order_by("employee_id")
    slips = {slip.employee_id: slip for slip in rows}
    waiting = minuses_for(slips.keys(), runs[0].period.month) if slips else {}
    taken = [(slips[employee], _taken(slips[employee], own)) for employee, own in sorted(waiting.items())]
    if not taken:
        return
    lines = [line for slip, kept in taken for line in _put(slip, kept)]
    Payslip.objects.bulk_update([slip for slip, _ in taken], ["inputs", "digest", "total", "remarks"], batch_size=500)
    PayslipLine.objects.bulk_create(lines)
    paid = [(slip, one) for slip, kept in taken for one in kept]
    LineEvidence.objects.bulk_create(
        LineEvidence(line=line, source=LineEvidence.Source.ADJUSTMENT, ids=[adjustment.pk])
        for line, (_slip, adjustment) in zip(lines, paid, strict=True)
    )
    take(paid)


def _taken(slip: Payslip, waiting: Sequence[PayAdjustment]) -> list[PayAdjustment]:
    """Those that the payment bears; the payslip remarks on the others."""
    amounts = [kopecks_of(one.amount) for one in waiting]
    kept = borne(kopecks_of(slip.total), amounts)
    waits = [left_waiting(amount) for place, amount in enumerate(amounts) if place not in kept]
    slip.remarks = [*slip.remarks, *remarks_as_stored(waits)]
    return [waiting[place] for place in kept]


def _put(slip: Payslip, taken: Sequence[PayAdjustment]) -> list[PayslipLine]:
    """Lines after all others, one for each; the payslip worked off again."""
    if not taken:
        return []
    known = slip.inputs.get("additions", [])
    slip.inputs = {**slip.inputs, "additions": [*known, *map(addition_of, taken)]}
    worked = worked_off(slip.inputs)
    slip.digest, slip.total = worked.digest, rubles_of(worked.total)
    return [
        line_of(slip, placed, one.department_id, one.corrects.payslip.month if one.corrects else None)
        for placed, one in zip(worked.lines[-len(taken) :], taken, strict=True)
    ]
