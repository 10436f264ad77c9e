"""Discarding runs with their payslips, so that a month can be drafted anew."""

from payroll.domain.run_states import RunState
from payroll.models import LineEvidence, PayRun, Payslip, PayslipLine


def discard(run: PayRun, *, note: str = "") -> None:
    """In the caller's transaction, which holds the run; what its payslips would have paid waits again. Statements
    do not grow with the people."""
    run.state, run.note = RunState.DISCARDED, note
    run.save(update_fields=["state", "note"])
    LineEvidence.objects.filter(line__payslip__run=run).delete()
    PayslipLine.objects.filter(payslip__run=run).delete()
    Payslip.objects.filter(run=run).delete()
