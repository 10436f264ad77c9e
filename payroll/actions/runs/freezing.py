"""Freezing the facts of a month of pay, and opening them again (Y5)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payroll.actions.runs.closing import close_if_done
from payroll.actions.runs.discarding import discard
from payroll.actions.runs.locks import lock_month, lock_period, lock_runs
from payroll.domain.run_states import PERIOD_TRANSITIONS, PeriodEvent, PeriodState, RunState
from payroll.models import PayPeriod, PayRun
from payroll.queries.runs.checks import Check, checks_of, stops
from payroll.run_permissions import check_keeps_pay
from support_desk.shared import audit
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.models import Department


class PayNotReady(Refused):
    """Something keeps the facts open; `checks` says what, a sentence each."""

    code = "pay_not_ready"

    def __init__(self, checks: Sequence[Check]) -> None:
        super().__init__(" ".join(check.sentence for check in checks))
        self.checks = checks


@transaction.atomic
def freeze_period(*, department: Department, month: date, by: Viewer, at: datetime) -> PayPeriod:
    """The facts of the month take no more changes. Freezing again, or twice at once, is freezing once. PayNotReady with
    the list of what keeps them open: timesheets, calendar, points, people without a plan. The month is closed at once
    where everybody in it left and is paid."""
    check_keeps_pay(by, department.pk)
    if by.employee_id is None:
        raise NotAllowed(gettext_lazy("A person freezes the facts of pay, not a program."))
    locked = lock_month(department.pk, month, by=by)
    if locked.state != PeriodState.OPEN:
        return locked
    found = stops(checks_of(locked.department, month, at))
    if found:
        raise PayNotReady(found)
    locked.frozen_at, locked.frozen_by_id = at, by.employee_id
    _move(locked, PeriodEvent.FREEZE, by=by, at=at)
    close_if_done(locked, by=by, at=at)
    return locked


@transaction.atomic
def thaw_period(*, period: PayPeriod, by: Viewer, at: datetime) -> PayPeriod:
    """Opens the facts again, so that they can be mended; every draft of the month is discarded. IllegalTransition when
    something of it is confirmed or approved: confirmed pay is sent back first, approved pay stays."""
    check_keeps_pay(by, period.department_id)
    locked = lock_period(period, by=by)
    runs = [run for run in lock_runs(locked) if run.kind == PayRun.Kind.MONTH]
    if any(run.state == RunState.APPROVED for run in runs):
        raise IllegalTransition(_("Some pay of this month is approved. What is wrong is corrected in the next one."))
    if any(run.state == RunState.CONFIRMED for run in runs):
        raise IllegalTransition(_("Some of this pay is confirmed. Send it back before the facts are opened."))
    for run in runs:
        discard(run)
    locked.frozen_at = locked.frozen_by = None
    _move(locked, PeriodEvent.THAW, by=by, at=at)
    return locked


def _move(period: PayPeriod, event: PeriodEvent, *, by: Viewer, at: datetime) -> None:
    target = PERIOD_TRANSITIONS.get((PeriodState(period.state), event))
    if target is None:
        words = _("This cannot be done now: the month of pay is “%(state)s”.")
        raise IllegalTransition(words % {"state": period.get_state_display()})
    before, period.state = period.state, target
    period.save()
    audit.record(
        action=f"pay.{event}", target=period, by=by, at=at, before={"state": before},
        after={"month": period.month, "state": target}, scope=f"pay:{period.department_id}",
    )  # fmt: skip
