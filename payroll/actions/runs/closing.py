"""Closing a month of pay of which nothing waits any more (Y5, I5)."""

from datetime import datetime

from payroll.actions.runs.locks import lock_runs
from payroll.domain.run_states import PERIOD_TRANSITIONS, PeriodEvent, PeriodState, RunState
from payroll.models import PayPeriod
from payroll.queries.runs.unpaid import unpaid_in
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer


def close_if_done(period: PayPeriod, *, by: Viewer, at: datetime) -> bool:
    """Closes the month when everybody in it is paid by an approved run; the caller holds it."""
    if period.state != PeriodState.FROZEN:
        return False
    if any(run.state != RunState.APPROVED for run in lock_runs(period)):
        return False
    if unpaid_in(period):
        return False
    period.state, period.closed_at = PERIOD_TRANSITIONS[PeriodState.FROZEN, PeriodEvent.CLOSE], at
    period.save()
    after = {"month": period.month, "state": period.state}
    audit.record(action="pay.close", target=period, by=by, at=at, after=after, scope=f"pay:{period.department_id}")
    return True
