"""Drafting a month of pay as a job: payslips a hundred people at a time, then the points, then the digest (Y5)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from payroll.actions.runs.discarding import discard
from payroll.actions.runs.finishing import finish_drafts
from payroll.actions.runs.freezing import PayNotReady
from payroll.actions.runs.locks import lock_period, lock_runs
from payroll.actions.runs.writing import write_slips
from payroll.domain.run_states import PeriodState, RunState
from payroll.models import PayPeriod, PayRun
from payroll.queries.runs.leaver_checks import stops_of_people
from payroll.queries.runs.people import leaders_in
from payroll.queries.runs.unpaid import unpaid_in
from payroll.run_permissions import check_keeps_pay
from support_desk.shared import audit, clock
from support_desk.shared.actions.jobs import is_silent, start_job
from support_desk.shared.errors import Conflict, PeriodClosed, Refused
from support_desk.shared.middleware import viewer_of
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from workload.domain.months import last_day_of
from workload.queries.timesheets.blocks import month_words

DRAFT: Final = "pay.draft"
PEOPLE_A_STEP: Final = 100
UNDER_WAY: Final = (Job.State.QUEUED, Job.State.RUNNING)


@transaction.atomic
def start_draft(*, period: PayPeriod, by: Viewer, at: datetime) -> Job:
    """Queues the drafting of all that is not approved yet, the older drafts are discarded; a second click while it is
    under way gives the job that exists, one that went silent is begun anew. Refused while the facts are open, while
    something is confirmed, and where nobody is left to be paid; PayNotReady with what stops the pay of who came after
    the freeze."""
    check_keeps_pay(by, period.department_id)
    locked = lock_period(period, by=by)
    standing = [run for run in lock_runs(locked) if run.kind == PayRun.Kind.MONTH]
    _check_draftable(locked, standing)
    for run in standing:
        if run.job is not None and run.state == RunState.DRAFTING and _is_alive(run.job, at):
            return run.job
    for run in standing:
        if run.state != RunState.APPROVED:
            discard(run)
    people = people_to_pay(locked, at=at)
    if any(run.state == RunState.APPROVED for run in standing):
        _check_late(locked, people, at=at)
    runs = _new_runs(locked, people, at=at)
    job = _job_of(locked, runs, people, by=by, at=at)
    PayRun.objects.filter(pk__in=runs.values()).update(job=job)
    after = {"month": locked.month, "people": sum(map(len, people.values()))}
    audit.record(action="pay.draft", target=locked, by=by, at=at, after=after, scope=f"pay:{locked.department_id}")
    return job


def draft_step(job: Job) -> bool:
    """The next hundred people; when there are none left, the points of all. Done again it writes the same. Refused when
    somebody has drafted anew meanwhile. Rights are those of now."""
    asked = job.params["request"]
    viewer = viewer_of(job.owner, clock.now())
    with translation.override(asked["language"]):
        period = lock_period(PayPeriod.objects.get(pk=asked["period"]), by=viewer)
        check_keeps_pay(viewer, period.department_id)
        runs = _own_runs(period, asked["runs"])
        waiting = [(tier, person) for tier in runs for person in asked["people"][tier]][job.done :]
        if not waiting:
            finish_drafts(period=period, runs=list(runs.values()), by=viewer, at=viewer.at)
            return True
        for tier, run in runs.items():
            part = [person for whose, person in waiting[:PEOPLE_A_STEP] if whose == tier]
            write_slips(run=run, people=part, at=viewer.at)
    job.done += len(waiting[:PEOPLE_A_STEP])
    return False


def people_to_pay(period: PayPeriod, *, at: datetime) -> dict[str, list[int]]:
    """{tier: employees by id} whose month no run pays yet; a tier without anybody is left out. What is approved takes
    nobody in any more: who is not in it is paid by a further run of the month."""
    left = unpaid_in(period)
    leaders = leaders_in(period.department_id, period.month, last_day_of(period.month), at)
    tiers = {PayRun.Tier.STAFF.value: sorted(left - leaders), PayRun.Tier.HEAD.value: sorted(left & leaders)}
    return {tier: people for tier, people in tiers.items() if people}


def _is_alive(job: Job, at: datetime) -> bool:
    """Under way, and a worker was heard of."""
    return job.state in UNDER_WAY and not is_silent(job, at=at)


def _check_draftable(period: PayPeriod, standing: Collection[PayRun]) -> None:
    if period.state == PeriodState.CLOSED:
        raise PeriodClosed(_("This month of pay is closed. A correction is paid with an open one."))
    if period.state == PeriodState.OPEN:
        raise Refused(_("Freeze the facts of the month first: a draft is computed from what stands still."))
    if any(run.state == RunState.CONFIRMED for run in standing):
        raise Refused(_("Some of this pay is confirmed. Send it back before it is drafted anew."))


def _check_late(period: PayPeriod, people: Mapping[str, Collection[int]], *, at: datetime) -> None:
    """The checks before the freeze have not seen who came after it."""
    late = {person for tier in people.values() for person in tier}
    found = stops_of_people(late, period.department, last_day_of(period.month), at)
    if found:
        raise PayNotReady(found)


def _new_runs(period: PayPeriod, people: Mapping[str, Collection[int]], *, at: datetime) -> dict[str, int]:
    if not people:
        raise Refused(_("Nobody is left to be paid by this department in this month."))
    return {tier: PayRun.objects.create(period=period, tier=tier, started_at=at).pk for tier in people}


def _job_of(
    period: PayPeriod, runs: Mapping[str, int], people: Mapping[str, list[int]], *, by: Viewer, at: datetime
) -> Job:
    asked = {"period": period.pk, "runs": runs, "people": people, "language": translation.get_language()}
    title = _("Pay of %(department)s, %(month)s") % {
        "department": period.department.name,
        "month": month_words(period.month),
    }
    return start_job(kind=DRAFT, title=title, params=asked, total=sum(map(len, people.values())), by=by, at=at)


def _own_runs(period: PayPeriod, wanted: Mapping[str, int]) -> dict[str, PayRun]:
    """Those of the job, locked, as long as they are being drafted."""
    found = {run.pk: run for run in lock_runs(period) if run.state == RunState.DRAFTING}
    if not set(wanted.values()) <= found.keys():
        raise Conflict(_("This month was drafted anew, or its facts were opened again."))
    return {tier: found[pk] for tier, pk in sorted(wanted.items())}
