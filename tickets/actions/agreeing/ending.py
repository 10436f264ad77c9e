"""What becomes of estimates and overruns on their way when their task is cancelled."""

from datetime import datetime

from django.db.models import Q

from support_desk.shared.changing import change_row
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.estimating import ON_ITS_WAY as ESTIMATING
from tickets.actions.agreeing.following import follow_lines
from tickets.actions.agreeing.overruns import ON_ITS_WAY as DECIDING
from tickets.actions.agreeing.withdrawing import end_question, go_on
from tickets.actions.saving import save_ticket
from tickets.models import Approval, Estimate, Overrun, Task


def end_agreeing(task: Task, *, by: Viewer, at: datetime) -> None:
    """Nothing of a locked task, whose ticket is locked, waits for anybody any more. A question that held it is
    withdrawn; what else it asked for can be asked again. For use inside the action that cancels the task."""
    scope = task.ticket.scope
    questions = list(Approval.objects.pending().filter(lines_of(task)).select_for_update())
    for question in questions:
        question.ticket = task.ticket
        end_question(question, by=by, at=at)
    for estimate in task.estimates.filter(state__in=ESTIMATING).select_related("task"):
        new = {"state": Estimate.State.SUPERSEDED, "finished_at": at}
        change_row(estimate, action="estimate.supersede", by=by, at=at, new=new, scope=scope)
        follow_lines(task.ticket, [estimate], at=at)
    for overrun in task.overruns.filter(state__in=DECIDING).select_related("task"):
        new = {"state": Overrun.State.WITHDRAWN}
        change_row(overrun, action="overrun.withdraw", by=by, at=at, new=new, scope=scope)
        follow_lines(task.ticket, [overrun], at=at)
    if questions:
        go_on(task.ticket, by=Viewer.system(at), at=at)
    save_ticket(task.ticket, by=by, at=at)


def lines_of(task: Task) -> Q:
    """Questions that ask for something of the task."""
    estimates = task.estimates.filter(state=Estimate.State.WITH_CLIENT).values("approval_id")
    overruns = task.overruns.filter(state=Overrun.State.WITH_CLIENT).values("approval_id")
    return Q(pk__in=estimates) | Q(pk__in=overruns)
