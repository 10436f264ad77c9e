"""Approving a run: points are applied, and with the last run the month is closed (Y5, I5)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions.settlements.applying import apply_settlement
from disputes.models import Settlement
from payroll.actions.runs.closing import close_if_done
from payroll.actions.runs.deciding import check_seen, record
from payroll.actions.runs.locks import lock_run_and_points
from payroll.actions.runs.pointing import settled_on
from payroll.domain.run_states import RunEvent, RunState
from payroll.models import PayRun, Payslip
from payroll.notifications.runs import tell_approved
from payroll.queries.runs.points import by_employee, counted_now, settlements_of, waits_for
from payroll.run_permissions import check_may
from support_desk.shared.errors import Conflict, Refused
from support_desk.shared.viewer import Viewer


@transaction.atomic
def approve_run(*, run: PayRun, digest: str, by: Viewer, at: datetime) -> PayRun:
    """Pay that somebody else confirmed is final, its people are told, and the month is closed with its last run.
    Approving again, or twice at once, is approving once. Nothing is computed but the points, whose settlement is
    applied here: Conflict when it comes to other figures than the payslips say, or when it was drafted anew."""
    locked = lock_run_and_points(run, by=by)
    if locked.state == RunState.APPROVED and locked.approved_by_id == by.employee_id:
        return locked
    target = check_may(by, locked, RunEvent.APPROVE)
    check_seen(locked, digest)
    if locked.kind == PayRun.Kind.MONTH:
        apply_points(locked, by=by, at=at)
    locked.state, locked.approved_by_id, locked.approved_at = target, by.employee_id, at
    locked.save()
    record(locked, RunEvent.APPROVE, by=by, at=at)
    close_if_done(locked.period, by=by, at=at)
    tell_approved(locked, at=at)
    return locked


def apply_points(run: PayRun, *, by: Viewer, at: datetime) -> None:
    """Settlements with points of these people are applied by the first run that pays some of them; what the payslips
    say must be what comes of it. Refused, naming the department, while what they come to may still change."""
    slips = {slip.employee_id: slip for slip in Payslip.objects.filter(run=run).only("employee_id", "inputs")}
    found = settlements_of(run.period.month, slips.keys())
    for settlement in found:
        if why := waits_for(settlement, run.period.department_id):
            raise Refused(why)
    applied = [_applied(settlement, by=by, at=at) for settlement in found]
    shares = by_employee(applied, slips.keys())
    for employee, slip in slips.items():
        amount = sum(share.amount for share in shares.get(employee, ()))
        if amount != settled_on(slip):
            raise Conflict(_("Points are worth something else by now. Send this pay back, then draft it again."))


def _applied(settlement: Settlement, *, by: Viewer, at: datetime) -> Settlement:
    if settlement.state == Settlement.State.APPLIED:
        return settlement
    people = counted_now(settlement).people
    # The desk applies it, in the name of whoever approves: that may be who stands in for the director.
    return apply_settlement(settlement=settlement, people=people, by=replace(by, is_system=True), at=at)
