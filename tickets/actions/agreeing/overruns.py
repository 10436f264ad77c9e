"""Difficulties: reported at once by who does the task, put down to their cause by the manager (W3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.following import follow_lines
from tickets.actions.agreeing.locks import lock_overrun
from tickets.actions.agreeing.telling import tell_overrun
from tickets.actions.saving import save_ticket
from tickets.actions.tasks.locking import lock_task
from tickets.agreeing_permissions import check_can_decide_overrun, check_can_report_overrun
from tickets.domain.estimating import is_sensible
from tickets.domain.tasks import WORKABLE
from tickets.models import Overrun, Task
from workload.queries.employees import employee_behind

State, Cause = Overrun.State, Overrun.Cause
ON_ITS_WAY = (State.REPORTED, State.WITH_CLIENT)


@transaction.atomic
def report_overrun(
    *,
    task: Task,
    minutes: int,
    cause: str,
    explanation: str,
    by: Viewer,
    at: datetime,
    new_deadline_at: datetime | None = None,
    client_text: str = "",
) -> Overrun:
    """So many minutes more than agreed. Refused, naming the field, for nothing or 1,000 hours, without an
    explanation, for a date that is past; while another one is on its way, and before an estimate is agreed."""
    locked = lock_task(task, by=by)
    check_can_report_overrun(by, locked)
    check_in_work(locked)
    if not is_sensible(minutes):
        raise Refused(_("Say how much more: more than nothing and less than 1,000 hours."), field="minutes")
    if cause not in Cause.values:
        raise Refused(_("Say what it comes from."), field="cause")
    if not explanation.strip():
        raise Refused(_("Explain what was found."), field="explanation")
    if new_deadline_at is not None and new_deadline_at <= at:
        raise Refused(_("The new deadline is still to come."), field="new_deadline_at")
    overrun = Overrun(
        task=locked,
        minutes=minutes,
        cause=cause,
        explanation=explanation.strip(),
        client_text=client_text.strip()[:300],
        reported_by=employee_behind(by),
        reported_at=at,
        new_deadline_at=new_deadline_at,
    )
    after = {"minutes": minutes, "cause": cause, "new_deadline_at": new_deadline_at}
    create_row(overrun, action="overrun.report", by=by, at=at, after=after, scope=locked.ticket.scope)
    follow_lines(locked.ticket, [overrun], at=at)
    save_ticket(locked.ticket, by=by, at=at)
    tell_overrun(overrun, "overrun.reported", by=by, at=at)
    return overrun


@transaction.atomic
def decide_overrun(*, overrun: Overrun, cause: str, by: Viewer, at: datetime) -> Overrun:
    """What it comes from. Internal: ours, never billed, and ended. Otherwise it can be asked of the client. Refused
    for who reported it, once the client has been asked, and once it is ended."""
    locked = lock_overrun(overrun, by=by)
    check_can_decide_overrun(by, locked)
    if locked.state != State.REPORTED:
        label = locked.get_state_display()
        raise Refused(_("Not possible: this overrun is “%(state)s”.") % {"state": label})
    if cause not in Cause.values:
        raise Refused(_("Say what it comes from."), field="cause")
    new: dict[str, object] = {"cause": cause, "decided_by": employee_behind(by), "decided_at": at}
    if cause == Cause.INTERNAL:
        new["state"] = State.INTERNAL
    change_row(locked, action="overrun.decide", by=by, at=at, new=new, scope=locked.task.ticket.scope)
    follow_lines(locked.task.ticket, [locked], at=at)
    save_ticket(locked.task.ticket, by=by, at=at)
    tell_overrun(locked, "overrun.decided", by=by, at=at)
    return locked


def check_in_work(task: Task) -> None:
    """Its time was agreed, the work goes on, and no other overrun is on its way."""
    if task.status not in WORKABLE:
        raise Refused(_("A difficulty is reported while the task is in work."))
    if task.agreed_minutes is None:
        raise Refused(_("Nothing is agreed yet: make a new estimate instead."))
    if task.overruns.filter(state__in=ON_ITS_WAY).exists():
        raise Refused(_("Another overrun of this task is still being decided."))
