"""Proposing what a later payslip pays or takes beside the plan, and giving back what a line of a closed one took or
paid without being measured (Y5)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from payroll.actions.minus import Minus, minus_of
from payroll.adjustment_permissions import check_can_correct, check_can_propose_for
from payroll.domain.adjustments import is_within, takes_back
from payroll.models import PayAdjustment, PayRun, Payslip, PayslipLine
from payroll.notifications.adjustments import tell_proposed
from payroll.queries.adjustments.corrections import corrected_by_line
from payroll.queries.adjustments.stranded import is_paid_elsewhere
from payroll.queries.months.open_months import first_open_month
from payroll.queries.runs.further import is_paid_up
from support_desk.shared.changing import create_row
from support_desk.shared.errors import IllegalTransition, PeriodClosed, Refused
from support_desk.shared.money import kopecks_of
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after
from workload.models import Department, Employee

NO_MINUS = Minus()
# Further ahead a year was mistyped.
FURTHEST = 12


@transaction.atomic
def propose_addition(
    *,
    employee: Employee,
    amount: Decimal,
    reason: str,
    month: date | None = None,
    minus: Minus = NO_MINUS,
    by: Viewer,
    at: datetime,
) -> PayAdjustment:
    """A sum beside the plan, for the payslip of `month` (any day of it) or, without, of the first open one. NotAllowed
    for oneself and for whose pay one does not answer; Refused, naming the field, for no sum, no reason, a minus without
    its ground; PeriodClosed for a month that is paid."""
    department = Department.objects.get(pk=check_can_propose_for(by, employee).place)  # type: ignore[attr-defined]  # the query names it
    row = PayAdjustment(
        employee=employee,
        department=department,
        kind=PayAdjustment.Kind.ADDITION,
        month=month_to_pay(employee, department, amount, at, asked=month),
        amount=amount,
        **minus_of(amount, minus, department=department, by=by, at=at),
    )
    return told(propose(row, reason, by=by, at=at), by=by, at=at)


@transaction.atomic
def reverse_line(
    *, line: PayslipLine, amount: Decimal, reason: str, minus: Minus = NO_MINUS, by: Viewer, at: datetime
) -> PayAdjustment:
    """Gives back what a settlement or an adjustment of a closed payslip took, or takes what it paid, no more of it than
    that, all its corrections together. What a plan pays is corrected by its facts: `correct_payslip`; and what mends
    another month where that one stands, so that its next correction knows of it."""
    slip = lock_closed(line.payslip_id)
    check_can_correct(by, slip)
    if line.section is not None:
        raise Refused(_("This line is computed: put right what it was computed from."), field="line")
    if line.adjustment_month is not None:
        raise Refused(_("This line mends another month: correct the payslip of that month."), field="line")
    if not takes_back(kopecks_of(line.amount), kopecks_of(amount)):
        raise Refused(_("A reversal goes against its line."), field="amount")
    check_bound(line, amount, corrected_by_line(slip))
    row = correction_of(line, slip, amount, minus, by=by, at=at)
    return told(propose(row, reason, by=by, at=at), by=by, at=at)


def lock_closed(payslip_id: int) -> Payslip:
    """The payslip, whose corrections are counted one after the other. Refused while it may still be drafted anew."""
    found = Payslip.objects.select_related("employee", "department", "run").select_for_update(of=("self",), no_key=True)
    slip = found.get(pk=payslip_id)
    if slip.run.state != PayRun.State.APPROVED:
        raise IllegalTransition(_("This payslip is not closed yet: draft its month anew instead of correcting it."))
    return slip


def correction_of(
    line: PayslipLine,
    slip: Payslip,
    amount: Decimal,
    minus: Minus,
    *,
    by: Viewer,
    at: datetime,
    inputs: Mapping[str, Any] | None = None,
) -> PayAdjustment:
    """The row of a correction of the line, not proposed yet."""
    return PayAdjustment(
        employee=slip.employee,
        department=slip.department,
        kind=PayAdjustment.Kind.CORRECTION,
        month=month_to_pay(slip.employee, slip.department, amount, at),
        amount=amount,
        corrects=line,
        inputs=inputs,
        **minus_of(amount, minus, department=slip.department, by=by, at=at),
    )


def propose(row: PayAdjustment, reason: str, *, by: Viewer, at: datetime) -> PayAdjustment:
    """Saved and recorded; whoever decides is told by the caller, once for all that belongs together."""
    if not row.amount:
        raise Refused(_("Name a sum above or below zero."), field="amount")
    if not reason.strip():
        raise Refused(_("Say why: the person reads it."), field="reason")
    row.code, row.reason = row.kind, reason.strip()
    row.proposed_by_id, row.proposed_at = by.employee_id or 0, at
    after = {"employee": row.employee.name, "amount": row.amount, "month": row.month, "reason": row.reason}
    return create_row(row, action="pay_adjustment.propose", by=by, at=at, after=after)


def told(row: PayAdjustment, *, by: Viewer, at: datetime) -> PayAdjustment:
    tell_proposed([row], by=by, at=at)
    return row


def check_bound(line: PayslipLine, amount: Decimal, corrected: Mapping[int, Decimal]) -> None:
    already = corrected.get(line.pk, Decimal())
    if not is_within(kopecks_of(line.amount), kopecks_of(already), kopecks_of(amount)):
        sentence = _("This line stands at %(left)s ₽ with its corrections; no more of it can be turned back.")
        raise Refused(sentence % {"left": line.amount + already}, field="amount")


def month_to_pay(
    employee: Employee, department: Department, amount: Decimal, at: datetime, *, asked: date | None = None
) -> date:
    """Refused where it is paid already, and where the employee has no payslip any more."""
    first_open = first_open_month(employee, department, at)
    month = first_open if asked is None else asked.replace(day=1)
    if month < first_open:
        raise PeriodClosed(_("This month is paid already: it goes into a later one."), field="month")
    if month > month_after(first_open, FURTHEST):
        raise Refused(_("Choose a month of the next twelve."), field="month")
    check_gets_payslip(employee, month, amount)
    return month


def check_gets_payslip(employee: Employee, month: date, amount: Decimal) -> None:
    """Refused where a sum for that month would be paid by nobody. Who has left is paid what is in their favour once the
    payslip of their last day is confirmed, and has nothing to take from."""
    if employee.left_on is not None and employee.left_on < month:
        if amount < 0:
            words = _(
                "This person has left: there is no pay to take from. Agree with them on it in writing, or go to law."
            )
            raise Refused(words, field="amount")
        if not is_paid_up(employee):
            raise Refused(_("This person has left and gets no further payslip of this desk."), field="employee")
    if is_paid_elsewhere(employee, month):
        raise Refused(_("This person is paid elsewhere then and gets no payslip of this desk."), field="employee")
