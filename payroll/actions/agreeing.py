"""Agreeing to an adjustment or refusing it, and the employee's consent to what is taken (Y5, P4)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from payroll.actions.proposing import check_gets_payslip
from payroll.adjustment_permissions import can_take_back, check_can_decide
from payroll.domain.adjustments import AdjustmentEvent, AdjustmentState, after
from payroll.models import PayAdjustment
from payroll.notifications.adjustments import tell_decided
from payroll.queries.months.open_months import first_open_month
from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in

LONGEST = 500


@transaction.atomic
def decide_adjustment(
    *, adjustment: PayAdjustment, event: AdjustmentEvent, note: str = "", by: Viewer, at: datetime
) -> PayAdjustment:
    """The lines of a computed correction are decided together. Who proposed it may refuse it, and only that. Agreed, it
    goes into the payslip of its month or, if that was paid meanwhile, of the next one. NotAllowed in one's own case;
    Refused for a minus without consent, a refusal without its `note`, and where no payslip would pay it;
    IllegalTransition once it is decided."""
    rows = lock_together(adjustment)
    first = rows[0]
    state = after(AdjustmentState(first.state), event)
    if state is None:
        label = PayAdjustment.State(first.state).label
        raise IllegalTransition(_("Not possible: the adjustment is “%(state)s”.") % {"state": label})
    if not (event is AdjustmentEvent.REFUSE and can_take_back(by, first)):
        check_can_decide(by, first)
    _check(rows, event, note)
    new: dict[str, Any] = {"state": state, "decided_by_id": by.employee_id, "decided_at": at}
    if event is AdjustmentEvent.AGREE:
        new["month"] = max(first.month, first_open_month(first.employee, first.department, at))
        check_gets_payslip(first.employee, new["month"], first.amount)
    for row in rows:
        change_row(row, action=f"pay_adjustment.{event}", by=by, at=at, new=new)
    tell_decided(rows, note=note.strip(), by=by, at=at)
    return first


@transaction.atomic
def consent_to(*, adjustment: PayAdjustment, by: Viewer, at: datetime) -> PayAdjustment:
    """The employee consents to what is taken from their pay; saying so again changes nothing."""
    rows = lock_together(adjustment)
    if by.employee_id is None or by.employee_id != rows[0].employee_id:
        raise NotAllowed(_("Only the employee consents to what is taken from their pay."))
    if rows[0].state != AdjustmentState.PROPOSED or rows[0].amount > 0:
        raise IllegalTransition(_("There is nothing here to consent to."))
    day = day_in(rows[0].department.timezone, at)
    for row in rows:
        if row.consented_on is None:
            change_row(row, action="pay_adjustment.consent", by=by, at=at, new={"consented_on": day})
    return rows[0]


def lock_together(adjustment: PayAdjustment) -> list[PayAdjustment]:
    """The adjustment as it is now, first, and what was computed with it and is undecided."""
    found = PayAdjustment.objects.select_related("employee", "department__head", "corrects", "proposed_by")
    if adjustment.inputs is not None and adjustment.corrects is not None:
        # Of a payslip one computed correction is open at a time.
        open_ones = Q(corrects__payslip=adjustment.corrects.payslip_id, inputs__isnull=False, state="proposed")
        together = found.filter(open_ones | Q(pk=adjustment.pk))
    else:
        together = found.filter(pk=adjustment.pk)
    rows = list(together.order_by("pk").select_for_update(of=("self",)))
    if any(row.pk == adjustment.pk and row.state != AdjustmentState.PROPOSED for row in rows):
        return [row for row in rows if row.pk == adjustment.pk]
    return sorted(rows, key=lambda row: (row.pk != adjustment.pk, row.pk))


def _check(rows: list[PayAdjustment], event: AdjustmentEvent, note: str) -> None:
    if event is AdjustmentEvent.REFUSE:
        if not note.strip():
            raise Refused(_("Say why you refuse: who proposed it reads it."), field="note")
        return
    if any(row.amount < 0 and row.consented_on is None for row in rows):
        raise Refused(_("Nothing is taken from pay before the employee has consented."), field="consented_on")
