"""Estimates of a task: made by who does it, confirmed by the mentor and the manager, or returned (W2)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.following import follow_lines
from tickets.actions.agreeing.locks import lock_estimate
from tickets.actions.agreeing.settling import settle
from tickets.actions.agreeing.telling import tell_author, tell_confirmers
from tickets.actions.agreeing.withdrawing import withdraw_with_estimate
from tickets.actions.saving import save_ticket
from tickets.actions.tasks.locking import lock_task
from tickets.agreeing_permissions import check_can_confirm, check_can_estimate
from tickets.domain.estimating import (
    ESTIMABLE,
    MOST_RISK_PERCENT,
    Step,
    first_step,
    is_sensible,
    step_after,
    three_points,
    with_risk,
)
from tickets.models import Estimate, Task
from tickets.queries.work_policies import policy_on
from workload.queries.employees import employee_behind

State = Estimate.State
ON_ITS_WAY = (State.WITH_MENTOR, State.WITH_MANAGER, State.WITH_CLIENT)
POINTS = ("optimistic_minutes", "likely_minutes", "pessimistic_minutes")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the specialist says, in minutes: three points, or the likely time with a risk in percent.

    `client_text`: the line that the client reads; empty: the title of the task.
    """

    likely_minutes: int
    optimistic_minutes: int | None = None
    pessimistic_minutes: int | None = None
    risk_percent: int | None = None
    client_text: str = ""
    note: str = ""

    @property
    def method(self) -> Estimate.Method:
        has_points = self.optimistic_minutes is not None or self.pessimistic_minutes is not None
        return Estimate.Method.THREE_POINT if has_points else Estimate.Method.RISK


@transaction.atomic
def estimate_task(*, task: Task, figures: Figures, by: Viewer, at: datetime) -> Estimate:
    """A new estimate, which supersedes the one on its way and withdraws the question to the client that held it.

    Refused, naming the field, for nothing, 1,000 hours or points out of order; for a task that is not in work, whose
    estimate is agreed already, or on which more has been billed.
    """
    locked = lock_task(task, by=by)
    check_can_estimate(by, locked)
    check_figures(figures)
    minutes = minutes_by(figures)
    check_task(locked, minutes)
    author = employee_behind(by)
    supersede(locked, by=by, at=at)
    estimate = Estimate(
        task=locked,
        author=author,
        state=state_at(first_step(has_mentor=author.mentor_id is not None)),
        method=figures.method,
        minutes=minutes,
        client_text=(figures.client_text.strip() or locked.title)[:300],
        note=figures.note.strip(),
        created_at=at,
        **points_of(figures),
    )
    after = {"minutes": minutes, "method": figures.method, **points_of(figures)}
    create_row(estimate, action="estimate.create", by=by, at=at, after=after, scope=locked.ticket.scope)
    follow(estimate, by=by, at=at)
    tell_confirmers(estimate, by=by, at=at)
    return estimate


@transaction.atomic
def confirm_estimate(*, estimate: Estimate, by: Viewer, at: datetime) -> Estimate:
    """The next step of its way: after the mentor the manager; after the manager it is approved, or can be asked of the
    client when it is over the threshold. Refused for its author, and when it waits for nobody's confirmation."""
    locked = lock_estimate(estimate, by=by)
    check_waits(locked)
    check_can_confirm(by, locked)
    who = employee_behind(by)
    if locked.state == State.WITH_MENTOR:
        return step_on(locked, by=by, at=at, state=State.WITH_MANAGER, mentor=who, mentor_at=at)
    if step_after(Step.MANAGER, minutes=locked.minutes, threshold=threshold_of(locked.task, at)) is Step.CLIENT:
        return step_on(locked, by=by, at=at, manager_at=at)
    step_on(locked, by=by, at=at, manager_at=at, state=State.APPROVED, finished_at=at)
    agree(locked, by=by, at=at)
    follow(locked, by=by, at=at)
    return locked


@transaction.atomic
def return_estimate(*, estimate: Estimate, reason: str, by: Viewer, at: datetime) -> Estimate:
    """Back to its author with a reason. Refused without one, and once the client has been asked."""
    locked = lock_estimate(estimate, by=by)
    if locked.state not in (State.WITH_MENTOR, State.WITH_MANAGER):
        raise Refused(not_possible(locked))
    check_can_confirm(by, locked)
    if not reason.strip():
        raise Refused(_("Say what is to be estimated anew."), field="reason")
    new = {"state": State.RETURNED, "comment": reason.strip(), "finished_at": at}
    change_row(locked, action="estimate.return", by=by, at=at, new=new, scope=locked.task.ticket.scope)
    follow(locked, by=by, at=at)
    tell_author(locked, "estimate.returned", by=by, at=at, reason=locked.comment)
    return locked


def agree(estimate: Estimate, *, by: Viewer, at: datetime) -> None:
    """Its minutes are what the task may bill from now on; what is billed already follows."""
    task = estimate.task
    new = {"agreed_minutes": estimate.minutes}
    change_row(task, action="task.agreed", by=by, at=at, new=new, scope=task.ticket.scope)
    settle(task, by=by, at=at)


def supersede(task: Task, *, by: Viewer, at: datetime) -> None:
    """Ends the estimate that is on its way, and with it the question that asked for it."""
    former = task.estimates.filter(state__in=ON_ITS_WAY).select_for_update().first()
    if former is None:
        return
    former.task = task
    if former.state == State.WITH_CLIENT:
        withdraw_with_estimate(former, by=by, at=at)
    new = {"state": State.SUPERSEDED, "finished_at": at}
    change_row(former, action="estimate.supersede", by=by, at=at, new=new, scope=task.ticket.scope)
    follow_lines(task.ticket, [former], at=at)


def follow(estimate: Estimate, *, by: Viewer, at: datetime) -> None:
    """Its clock knows where it has come to, and the locked ticket what is due next."""
    follow_lines(estimate.task.ticket, [estimate], at=at)
    save_ticket(estimate.task.ticket, by=by, at=at)


def step_on(estimate: Estimate, *, by: Viewer, at: datetime, **new: object) -> Estimate:
    """One confirmation, and whoever comes next hears of it."""
    change_row(estimate, action="estimate.confirm", by=by, at=at, new=new, scope=estimate.task.ticket.scope)
    if "mentor_at" in new:
        tell_confirmers(estimate, by=by, at=at)
    tell_author(estimate, "estimate.confirmed", by=by, at=at)
    return estimate


def check_waits(estimate: Estimate) -> None:
    """Somebody's confirmation is still to come."""
    if estimate.state == State.WITH_MANAGER and estimate.manager_at is not None:
        raise Refused(_("It is confirmed already: ask the client."))
    if estimate.state not in (State.WITH_MENTOR, State.WITH_MANAGER):
        raise Refused(not_possible(estimate))


def not_possible(estimate: Estimate) -> object:
    """What holds instead."""
    return _("Not possible: this estimate is “%(state)s”.") % {"state": estimate.get_state_display()}


def check_figures(figures: Figures) -> None:
    """They can be true; each refusal names its field."""
    points = (figures.optimistic_minutes, figures.likely_minutes, figures.pessimistic_minutes)
    is_pert = figures.method == Estimate.Method.THREE_POINT
    for name, minutes in zip(POINTS, points, strict=True):
        if minutes is None and is_pert:
            raise Refused(_("Three points are needed: optimistic, likely and pessimistic."), field=name)
        if minutes is not None and not is_sensible(minutes):
            raise Refused(_("An estimate is more than nothing and less than 1,000 hours."), field=name)
    if is_pert and list(points) != sorted(points):  # type: ignore[type-var] # None was refused above
        raise Refused(_("Optimistic is at most likely, likely at most pessimistic."), field="likely_minutes")
    if is_pert and figures.risk_percent is not None:
        raise Refused(_("Choose three points or a risk, not both."), field="risk_percent")
    if not 0 <= (figures.risk_percent or 0) <= MOST_RISK_PERCENT:
        raise Refused(_("The risk is a percent from 0 to 300."), field="risk_percent")
    if not is_sensible(minutes_by(figures)):
        raise Refused(_("An estimate is more than nothing and less than 1,000 hours."), field="likely_minutes")


def check_task(task: Task, minutes: int) -> None:
    """The task can be estimated, and so."""
    if task.status not in ESTIMABLE:
        raise Refused(_("A task is estimated before or while it is worked on."))
    if task.agreed_minutes is not None:
        raise Refused(_("Its time is agreed already. Report what comes on top as a difficulty."))
    billed = task.time_entries.aggregate(minutes=Sum("billable_minutes"))["minutes"] or 0
    if minutes < billed:
        message = _("%(minutes)d min of it are logged already: estimate the whole work.")
        raise Refused(message % {"minutes": billed}, field="likely_minutes")


def minutes_by(figures: Figures) -> int:
    """What the method gives."""
    if figures.method == Estimate.Method.RISK:
        return with_risk(likely=figures.likely_minutes, risk_percent=figures.risk_percent or 0)
    return three_points(
        optimistic=figures.optimistic_minutes or 0,
        likely=figures.likely_minutes,
        pessimistic=figures.pessimistic_minutes or 0,
    )


def points_of(figures: Figures) -> dict[str, int | None]:
    """The columns of its method."""
    if figures.method == Estimate.Method.RISK:
        return {"likely_minutes": figures.likely_minutes, "risk_percent": figures.risk_percent or 0}
    return {name: getattr(figures, name) for name in POINTS}


def state_at(step: Step) -> Estimate.State:
    return State.WITH_MENTOR if step is Step.MENTOR else State.WITH_MANAGER


def threshold_of(task: Task, at: datetime) -> int:
    """Minutes that pass without the client, where and when the task is."""
    return policy_on(task.ticket.department, at.date()).threshold_minutes
