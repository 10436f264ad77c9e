"""Putting the settlement of points on payslips that are drafted (M4)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from payroll.actions.runs.writing import line_of, remarks_as_stored
from payroll.domain.plans import SETTLEMENT
from payroll.domain.settlement_remarks import Share, remarks_of
from payroll.domain.worked_off import Placed, WorkedOff, worked_off
from payroll.models import LineEvidence, PayRun, Payslip, PayslipLine
from payroll.queries.runs.points import by_employee, settlements_of, waits_for
from support_desk.shared.money import kopecks_of, rubles_of


def point_slips(runs: Sequence[PayRun], department_id: int) -> dict[int, str]:
    """What each payslip of these runs is given or loses by points, its total and digest with it. {employee: why not} of
    those whose points wait for another department's facts. Statements do not grow with the people."""
    slips = {slip.employee_id: slip for slip in Payslip.objects.filter(run__in=runs).order_by("employee_id")}
    if not slips:
        return {}
    found = settlements_of(runs[0].period.month, slips.keys())
    payers = any(run.kind == PayRun.Kind.MONTH for run in runs)
    waits = {one: waits_for(one, department_id, payers=payers) for one in found}
    ready = [settlement for settlement in found if not waits[settlement]]
    shares = by_employee(ready, slips.keys())
    write_points([(slips[employee], own) for employee, own in sorted(shares.items())])
    return {
        line.employee_id: why
        for settlement, why in waits.items()
        if why
        for line in settlement.lines.filter(employee__in=slips.keys()).exclude(points=0, nominal=0)
    }


def write_points(pointed: Sequence[tuple[Payslip, Sequence[Share]]]) -> None:
    """Payslips of drafts with their shares. Statements do not grow with the people."""
    _write([(slip, shares, _put(slip, shares)) for slip, shares in pointed])


def _put(slip: Payslip, shares: Sequence[Share]) -> WorkedOff:
    """The payslip worked off again, with points."""
    amount = sum(share.amount for share in shares)
    if amount:
        slip.inputs = {**slip.inputs, SETTLEMENT: str(rubles_of(amount))}
    worked = worked_off(slip.inputs)
    slip.digest, slip.total = worked.digest, rubles_of(worked.total)
    slip.remarks = remarks_as_stored([*worked.remarks, *remarks_of(shares)])
    return worked


def _write(changed: Sequence[tuple[Payslip, Sequence[Share], WorkedOff]]) -> None:
    Payslip.objects.bulk_update(
        [slip for slip, _shares, _worked in changed], ["inputs", "digest", "total", "remarks"], batch_size=500
    )
    settled = [(slip, shares, placed) for slip, shares, worked in changed for placed in _settled(worked)]
    lines = PayslipLine.objects.bulk_create(
        line_of(slip, placed, slip.department_id) for slip, _shares, placed in settled
    )
    LineEvidence.objects.bulk_create(
        LineEvidence(line=line, source=source, ids=ids)
        for line, (_slip, shares, _placed) in zip(lines, settled, strict=True)
        for source, ids in _evidence(shares)
    )


def _evidence(shares: Sequence[Share]) -> Iterator[tuple[str, list[int]]]:
    """Settlements, and the points of who leaves before the month is settled."""
    if settlements := sorted(share.settlement_id for share in shares if share.settlement_id):
        yield LineEvidence.Source.SETTLEMENT, settlements
    if postings := sorted(posting for share in shares for posting in share.postings):
        yield LineEvidence.Source.POSTINGS, postings


def _settled(worked: WorkedOff) -> Iterator[Placed]:
    return (placed for placed in worked.lines if placed.section is None and placed.line.code == SETTLEMENT)


def settled_on(slip: Payslip) -> int:
    """What its inputs say of points, in kopecks."""
    return kopecks_of(Decimal(slip.inputs.get(SETTLEMENT, "0")))
