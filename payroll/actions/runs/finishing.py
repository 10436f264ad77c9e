"""The end of a draft: points, totals, the digest, and word to who confirms it (Y5)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Sum

from payroll.actions.runs.deducting import deduct
from payroll.actions.runs.pointing import point_slips
from payroll.actions.runs.trail import sums_of, trail_of
from payroll.domain.run_states import RUN_TRANSITIONS, RunEvent, RunState
from payroll.domain.worked_off import digest_of_run
from payroll.models import PayPeriod, PayRun, Payslip
from payroll.notifications.runs import tell_drafted
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer


def finish_drafts(*, period: PayPeriod, runs: Sequence[PayRun], by: Viewer, at: datetime) -> None:
    """In the caller's transaction, which holds the runs. Those whose payslips have errors are drafted as well, and wait
    for another draft."""
    # Who leaves has their points already: the month may not be settled yet.
    waiting = point_slips([run for run in runs if run.kind == PayRun.Kind.MONTH], period.department_id)
    deduct(runs)
    for run in runs:
        _note_waiting(run, waiting)
        _finish(run, at=at)
        after = {"month": period.month, "tier": run.tier, "people": run.people_count, **sums_of(run)}
        audit.record(action="pay.finish", target=run, by=by, at=at, after=after, **trail_of(run))
        tell_drafted(run, at=at)


def digest_of_slips(run: PayRun) -> str:
    """Of the payslips as they are stored. One statement."""
    rows = Payslip.objects.filter(run=run).order_by("employee_id").values_list("employee_id", "digest", "total")
    return digest_of_run((employee, digest, str(total)) for employee, digest, total in rows)


def _note_waiting(run: PayRun, waiting: dict[int, str]) -> None:
    own = Payslip.objects.filter(run=run, employee__in=waiting).order_by("employee_id")
    run.errors = [*run.errors, *([slip.employee_id, waiting[slip.employee_id]] for slip in own)]


def _finish(run: PayRun, *, at: datetime) -> None:
    _who, target = RUN_TRANSITIONS[RunState(run.state), RunEvent.FINISH]
    sums = Payslip.objects.filter(run=run).aggregate(people=Count("pk"), total=Sum("total", default=Decimal()))
    run.people_count, run.total = sums["people"], sums["total"]
    run.digest, run.drafted_at, run.state = digest_of_slips(run), at, target
    run.save()
