"""The client's answer to a question: exactly one, in the portal or recorded with the message that says so (W2, W3)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.estimating import agree
from tickets.actions.agreeing.following import follow_lines
from tickets.actions.agreeing.locks import lock_approval
from tickets.actions.agreeing.settling import settle
from tickets.actions.agreeing.telling import tell_decided
from tickets.actions.agreeing.withdrawing import check_pending, close, go_on
from tickets.actions.tasks.locking import tasks_under
from tickets.agreeing_permissions import check_can_ask_client, check_can_decide
from tickets.models import Approval, Contact, Estimate, Message, Overrun, Task
from workload.queries.employees import employee_behind

State = Approval.State


@transaction.atomic
def approve(*, approval: Approval, by: Viewer, at: datetime, comment: str = "") -> Approval:
    """The client agrees to all of it. Conflict when it is decided already, saying what holds."""
    locked = lock_approval(approval, by=by)
    check_can_decide(by, locked)
    check_pending(locked)
    said = {"contact": Contact.objects.get(pk=by.contact_id or 0), "comment": comment.strip()}
    close(locked, "approval.approve", by=by, at=at, state=State.APPROVED, **said)
    take_effect(locked, by=by, at=at)
    return locked


@transaction.atomic
def decline(*, approval: Approval, by: Viewer, at: datetime, comment: str) -> Approval:
    """The client does not agree, and says why. Refused, naming `comment`, without a word on it; Conflict when it is
    decided already, saying what holds."""
    locked = lock_approval(approval, by=by)
    check_can_decide(by, locked)
    check_pending(locked)
    if not comment.strip():
        raise Refused(_("Tell us what should be different."), field="comment")
    said = {"contact": Contact.objects.get(pk=by.contact_id or 0), "comment": comment.strip()}
    close(locked, "approval.decline", by=by, at=at, state=State.DECLINED, **said)
    tasks = list(tasks_of(locked))
    estimates = lines_of(locked, Estimate, Estimate.State.WITH_CLIENT)
    overruns = lines_of(locked, Overrun, Overrun.State.WITH_CLIENT)
    for estimate in estimates:
        new = {"state": Estimate.State.DECLINED, "finished_at": at}
        change_row(estimate, action="estimate.decline", by=by, at=at, new=new, scope=locked.ticket.scope)
    for overrun in overruns:
        new = {"state": Overrun.State.DECLINED}
        change_row(overrun, action="overrun.decline", by=by, at=at, new=new, scope=locked.ticket.scope)
    follow_lines(locked.ticket, [*estimates, *overruns], at=at)
    tell_decided(locked, tasks, by=by, at=at)
    go_on(locked.ticket, by=by, at=at)
    return locked


@transaction.atomic
def record_approval(*, approval: Approval, message: Message, by: Viewer, at: datetime) -> Approval:
    """Somebody of ours writes down that the client agreed, with the message that says so. Refused, naming `message`,
    for one that is not the client's, is of another ticket, or is older than the question."""
    locked = lock_approval(approval, by=by)
    check_can_ask_client(by, locked.ticket)
    check_pending(locked)
    check_says_so(locked, message)
    said = {"message": message, "recorded_by": employee_behind(by)}
    close(locked, "approval.record", by=by, at=at, state=State.APPROVED, **said)
    take_effect(locked, by=by, at=at)
    return locked


def take_effect(approval: Approval, *, by: Viewer, at: datetime) -> None:
    """Estimates hold, overruns raise what may be billed and move the deadline, and what was worked is billed."""
    tasks = {task.pk: task for task in tasks_of(approval)}
    for estimate in lines_of(approval, Estimate, Estimate.State.WITH_CLIENT):
        estimate.task = tasks[estimate.task_id]
        new = {"state": Estimate.State.APPROVED, "finished_at": at}
        change_row(estimate, action="estimate.approve", by=by, at=at, new=new, scope=approval.ticket.scope)
        agree(estimate, by=by, at=at)
        follow_lines(approval.ticket, [estimate], at=at)
    for overrun in lines_of(approval, Overrun, Overrun.State.WITH_CLIENT):
        overrun.task = tasks[overrun.task_id]
        new = {"state": Overrun.State.AGREED}
        change_row(overrun, action="overrun.agree", by=by, at=at, new=new, scope=approval.ticket.scope)
        extend(overrun, by=by, at=at)
        follow_lines(approval.ticket, [overrun], at=at)
    tell_decided(approval, tasks.values(), by=by, at=at)
    go_on(approval.ticket, by=by, at=at, is_agreed=True)


def extend(overrun: Overrun, *, by: Viewer, at: datetime) -> None:
    """The task may bill so much more, by the new date."""
    task = overrun.task
    new: dict[str, object] = {"agreed_minutes": (task.agreed_minutes or 0) + overrun.minutes}
    if overrun.new_deadline_at:
        new["deadline_at"] = overrun.new_deadline_at
    change_row(task, action="task.agreed", by=by, at=at, new=new, scope=task.ticket.scope)
    settle(task, by=by, at=at)


def tasks_of(approval: Approval) -> list[Task]:
    """The tasks that the question is about, locked, with their locked ticket."""
    ids = set(approval.estimates.values_list("task_id", flat=True))
    ids |= set(approval.overruns.values_list("task_id", flat=True))
    return tasks_under({approval.ticket_id: approval.ticket}, ids)


def lines_of[LineT: (Estimate, Overrun)](approval: Approval, kind: type[LineT], state: str) -> list[LineT]:
    """What the question still asks for, locked."""
    rows = kind.objects.filter(approval=approval, state=state).select_related("task")
    return list(rows.select_for_update(of=("self",)).order_by(F("id")))


def check_says_so(approval: Approval, message: Message) -> None:
    """The message is the client's, of this ticket, and came after the question."""
    if message.ticket_id != approval.ticket_id or message.direction != Message.Direction.INBOUND:
        raise Refused(_("Choose the client’s message of this ticket that says so."), field="message")
    if message.is_automatic:
        raise Refused(_("An automatic reply agrees to nothing."), field="message")
    if message.created_at < approval.asked_at:
        raise Refused(_("This message is older than the question."), field="message")
