"""Confirming a run, and sending it back (Y5, P4). Neither computes anything."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from payroll.actions.runs.closing import close_if_done
from payroll.actions.runs.discarding import discard
from payroll.actions.runs.finishing import digest_of_slips
from payroll.actions.runs.locks import lock_run
from payroll.actions.runs.trail import sums_of, trail_of
from payroll.domain.run_states import RunEvent, RunState
from payroll.models import PayAdjustment, PayRun, Payslip
from payroll.notifications.runs import tell_confirmed, tell_sent_back
from payroll.run_permissions import check_may
from support_desk.shared import audit
from support_desk.shared.errors import Conflict, Refused
from support_desk.shared.viewer import Viewer


@transaction.atomic
def confirm_run(*, run: PayRun, digest: str, by: Viewer, at: datetime) -> PayRun:
    """The head stands for what was drafted; `digest`: of what they have seen, "" is whatever stands. Confirming again
    is confirming once. Refused while somebody in it could not be computed; Conflict when it was drafted anew, or
    something was agreed for it since."""
    locked = lock_run(run, by=by)
    if locked.state == RunState.CONFIRMED and locked.confirmed_by_id == by.employee_id:
        return locked
    target = check_may(by, locked, RunEvent.CONFIRM)
    if locked.errors:
        raise Refused(_("Some people could not be computed. Mend what is named, then draft again."))
    check_seen(locked, digest)
    _check_agreed_before(locked)
    locked.state, locked.confirmed_by_id, locked.confirmed_at = target, by.employee_id, at
    locked.save()
    record(locked, RunEvent.CONFIRM, by=by, at=at)
    tell_confirmed(locked, at=at)
    return locked


@transaction.atomic
def send_back(*, run: PayRun, note: str, by: Viewer, at: datetime) -> PayRun:
    """Discards the run with its payslips and says why; then it is drafted anew, or the month is closed where everybody
    is paid by now. Refused without a reason."""
    locked = lock_run(run, by=by)
    check_may(by, locked, RunEvent.SEND_BACK)
    if not note.strip():
        raise Refused(_("Say what is wrong, so that it can be mended."), field="note")
    discard(locked, note=note.strip()[:300])
    record(locked, RunEvent.SEND_BACK, by=by, at=at)
    close_if_done(locked.period, by=by, at=at)
    tell_sent_back(locked, by=by, at=at)
    return locked


def check_seen(run: PayRun, digest: str) -> None:
    """Nobody says yes to what they have not seen, nor to payslips that are not those of the draft."""
    if (digest and digest != run.digest) or digest_of_slips(run) != run.digest:
        raise Conflict(_("This pay was drafted anew since you opened it. Look at it again."))


def _check_agreed_before(run: PayRun) -> None:
    """What was agreed since the draft was promised with this payslip, and would be left for the next."""
    paid = Payslip.objects.filter(run=run).values("employee")
    agreed = PayAdjustment.objects.waiting().filter(employee__in=paid, month__lte=run.period.month)
    names = (
        agreed.filter(decided_at__gt=run.started_at).order_by("employee__name").values_list("employee__name", flat=True)
    )
    if names:
        words = _("Something was agreed for %(names)s since this pay was drafted. Draft it anew, so that it is in it.")
        raise Conflict(words % {"names": ", ".join(dict.fromkeys(names))})


def record(run: PayRun, event: RunEvent, *, by: Viewer, at: datetime) -> None:
    """The row of the trail of pay."""
    after = {"month": run.period.month, "tier": run.tier, "state": run.state, "digest": run.digest, **sums_of(run)}
    if run.note:
        after["note"] = run.note
    audit.record(action=f"pay.{event}", target=run, by=by, at=at, after=after, **trail_of(run))
