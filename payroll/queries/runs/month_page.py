"""A department's month of pay as its page shows it: where it stands, its runs, and what the viewer may do (Y5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from payroll.domain.run_states import PeriodState, RunEvent, RunParty, RunState
from payroll.models import PayPeriod, PayRun
from payroll.queries.runs.checks import Check, Outcome, checks_of
from payroll.queries.runs.people import Deciders, deciders_of_each
from payroll.queries.runs.readable import readable_periods, readable_runs
from payroll.queries.runs.slip_table import SlipTable, slip_table
from payroll.queries.runs.unpaid import unpaid_in
from payroll.run_permissions import keeps_pay, may, parties_for
from support_desk.shared.models import Job
from support_desk.shared.progress import told
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee

SILENT_AFTER: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class RunPart:
    """A run with its people. `errors`: (name, sentence) of who could not be computed. `waits_for`: names of who has to
    say yes next. `is_further`: it pays who is not in one of before."""

    run: PayRun
    parties: frozenset[RunParty]
    table: SlipTable
    errors: Sequence[tuple[str, str]]
    waits_for: Sequence[str]
    is_further: bool

    @property
    def dialog_id(self) -> str:
        """Of the dialog that asks why it goes back."""
        return f"send-back-{self.run.pk}"

    @property
    def may_confirm(self) -> bool:
        return not self.run.errors and may(self.parties, self.run, RunEvent.CONFIRM)

    @property
    def may_approve(self) -> bool:
        return may(self.parties, self.run, RunEvent.APPROVE)

    @property
    def may_send_back(self) -> bool:
        return may(self.parties, self.run, RunEvent.SEND_BACK)


@dataclass(frozen=True, slots=True)
class PayMonthPage:
    """`period`: not saved while nobody has frozen the month. `checks`: while the facts are open, for who keeps the
    month. `drafting`: the job under way; `is_silent`: no worker has been heard of. `notes`: why runs were sent back.
    `left_out`: names of who has no payslip though others are approved; `is_done`: nothing of it is left to draft."""

    period: PayPeriod
    keeps: bool
    checks: Sequence[Check]
    parts: Sequence[RunPart]
    drafting: Job | None
    is_silent: bool
    failed: str
    notes: Sequence[str]
    left_out: Sequence[str]
    is_done: bool

    @property
    def is_ready(self) -> bool:
        return all(check.outcome is not Outcome.STOPS for check in self.checks)

    @property
    def may_freeze(self) -> bool:
        return self.keeps and self.period.state == PeriodState.OPEN

    @property
    def may_draft(self) -> bool:
        """Nothing is confirmed; a month that is not closed has something left to be approved."""
        is_free = self.drafting is None and not self.is_done and RunState.CONFIRMED not in self._states
        return self.is_frozen and self.keeps and is_free

    @property
    def may_thaw(self) -> bool:
        return self.is_frozen and self.keeps and self._states.isdisjoint({RunState.CONFIRMED, RunState.APPROVED})

    @property
    def _states(self) -> set[str]:
        return {part.run.state for part in self.parts if part.run.kind == PayRun.Kind.MONTH}

    @property
    def is_frozen(self) -> bool:
        return self.period.state == PeriodState.FROZEN


def pay_month_page(viewer: Viewer, department: Department, month: date, page: int = 1) -> PayMonthPage | None:
    """None where the viewer has no say in it. A number of statements that does not depend on the people."""
    keeps = keeps_pay(viewer, department.pk)
    period = readable_periods(viewer).filter(department=department, month=month).select_related("frozen_by").first()
    if period is None and not keeps:
        return None
    period = period or PayPeriod(department=department, month=month)
    period.department = department
    runs = _runs(viewer, period)
    deciders = deciders_of_each(runs, viewer.at)
    job = drafting_of(period)
    left_out, is_done = _left_out(period, runs) if keeps else ((), False)
    return PayMonthPage(
        period=period,
        keeps=keeps,
        checks=checks_of(department, month, viewer.at) if keeps and period.state == PeriodState.OPEN else (),
        parts=[
            _part(run, deciders[run.pk], viewer, page, is_further=_is_further(run, runs))
            for run in runs
            if run.state != RunState.DRAFTING
        ],
        drafting=job if job and not job.finished_at else None,
        is_silent=bool(job and is_silent(job, viewer.at)),
        failed=job.error if job and job.state == Job.State.FAILED else "",
        notes=_notes(viewer, period, runs),
        left_out=left_out,
        is_done=is_done,
    )


def drafting_of(period: PayPeriod) -> Job | None:
    """The job of the draft that is not finished or failed, with how far its step has come. One statement."""
    if period._state.adding:
        return None
    rows = PayRun.objects.filter(period=period, state=RunState.DRAFTING, job__isnull=False).select_related("job")
    run = rows.order_by("-pk").first()
    if run is None or run.job is None:
        return None
    run.job.done = told(run.job)
    return run.job


def is_silent(job: Job, at: datetime) -> bool:
    """Unfinished, and no worker has been heard of for two minutes."""
    return job.finished_at is None and (job.heartbeat_at or job.created_at) <= at - SILENT_AFTER


def _runs(viewer: Viewer, period: PayPeriod) -> list[PayRun]:
    if period._state.adding:
        return []
    rows = readable_runs(viewer).filter(period=period).exclude(state=RunState.DISCARDED)
    found = list(rows.select_related("confirmed_by", "approved_by", "leaver").order_by("-kind", "-tier", "pk"))
    for run in found:
        run.period = period
    return found


def _left_out(period: PayPeriod, runs: Sequence[PayRun]) -> tuple[Sequence[str], bool]:
    """(names of who has no payslip, whether there is nothing to draft) once some of it is approved."""
    is_begun = any(run.kind == PayRun.Kind.MONTH and run.state == RunState.APPROVED for run in runs)
    if not is_begun or period.state != PeriodState.FROZEN:
        return (), False
    left = _names(unpaid_in(period))
    standing = PayRun.objects.standing().filter(period=period, kind=PayRun.Kind.MONTH)
    return sorted(left.values()), not left and not standing.exclude(state=RunState.APPROVED).exists()


def _is_further(run: PayRun, runs: Sequence[PayRun]) -> bool:
    if run.leaver is not None:
        return run.leaver.left_on is not None and run.leaver.left_on < run.period.month
    alike = [one.pk for one in runs if run.kind == one.kind == PayRun.Kind.MONTH and one.tier == run.tier]
    return bool(alike) and run.pk != min(alike)


def _part(run: PayRun, deciders: Deciders, viewer: Viewer, page: int, *, is_further: bool) -> RunPart:
    names = _names({*(employee for employee, _sentence in run.errors), *deciders.next})
    return RunPart(
        run=run,
        parties=parties_for(viewer, run, deciders),
        table=slip_table(run, viewer, page),
        errors=[(names.get(employee, ""), sentence) for employee, sentence in run.errors],
        waits_for=sorted(names[one] for one in deciders.next if one in names),
        is_further=is_further,
    )


def _names(people: set[int]) -> dict[int, str]:
    return dict(Employee.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}


def _notes(viewer: Viewer, period: PayPeriod, runs: Sequence[PayRun]) -> list[str]:
    """Why runs were sent back, as long as they were not drafted anew."""
    if period._state.adding or period.state == PeriodState.CLOSED:
        return []
    rows = readable_runs(viewer).filter(period=period, state=RunState.DISCARDED).exclude(note="")
    latest = {run.tier: max(one.pk for one in runs if one.tier == run.tier) for run in runs}
    sent_back = rows.order_by("tier", "-pk").distinct("tier")
    return [run.note for run in sent_back if run.pk > latest.get(run.tier, 0)]
