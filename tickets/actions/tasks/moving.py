"""What the specialist and the manager do with a task, a step of its table each (W1, W4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing import drop_awaited, end_agreeing
from tickets.actions.saving import save_ticket
from tickets.actions.tasks.conflicts import check_occupying, drop_conflict, raise_conflict
from tickets.actions.tasks.creating import check_assignee
from tickets.actions.tasks.following import follow_work
from tickets.actions.tasks.handing_over import write_hand_over
from tickets.actions.tasks.locking import lock_task
from tickets.actions.tasks.stepping import LONGEST_TEXT, apply_task_event
from tickets.actions.tasks.telling import tell_step
from tickets.domain.tasks import TaskEvent, TaskParty, TaskStatus, next_task_status
from tickets.models import DeclineReason, ReturnReason, Task, TicketStatus
from tickets.models import TaskStatus as Label
from tickets.task_permissions import check_can_judge, parties_of
from workload.models import Employee

NEEDS_WORDS = {
    TaskEvent.ASK: _("Write the question first."),
    TaskEvent.EXPLAIN: _("Write the answer to the question."),
    TaskEvent.RETURN: _("Say what is missing, so that it can be mended."),
    TaskEvent.ASK_CHANGES: _("Say what the client wants changed."),
}
REASONS = {TaskEvent.RETURN: ReturnReason, TaskEvent.DECLINE: DeclineReason}
# A reason that says nothing by itself.
NEEDS_MORE = (DeclineReason.OTHER, DeclineReason.UNCLEAR)


@transaction.atomic
def move_task(*, task: Task, event: TaskEvent, by: Viewer, at: datetime, text: str = "", reason: str = "") -> Task:
    """One event of the table by whoever may cause it; the ticket follows.

    IllegalTransition where the table has no such move. Refused, naming `text` or `reason`, when a question, an answer
    or a ground is missing; to offer it to somebody else is `offer_task`, to decline for lack of time `decline_task`.
    """
    with audit.gathered():
        locked = lock_task(task, by=by)
        step(locked, event, by=by, at=at, text=text, reason=reason)
    return locked


@transaction.atomic
def decline_task(
    *, task: Task, reason: str, by: Viewer, at: datetime, text: str = "", against: Task | None = None
) -> Task:
    """The specialist lays the task down with a reason; a critical one for lack of time only by naming the task
    `against` it, which asks the managers for the order (W1)."""
    with audit.gathered():
        locked = lock_task(task, by=by)
        step(locked, TaskEvent.DECLINE, by=by, at=at, text=text, reason=reason, against=against)
    return locked


@transaction.atomic
def offer_task(*, task: Task, to: Employee, by: Viewer, at: datetime, text: str = "") -> Task:
    """Offers the task to `to`, who accepts, asks or declines. Refused for somebody who has left."""
    with audit.gathered():
        locked = lock_task(task, by=by)
        check_assignee(to, at=at)
        step(locked, TaskEvent.OFFER, by=by, at=at, text=text, assignee=to)
    return locked


def step(
    task: Task,
    event: TaskEvent,
    *,
    by: Viewer,
    at: datetime,
    text: str = "",
    reason: str = "",
    assignee: Employee | None = None,
    against: Task | None = None,
) -> None:
    """One checked step of a locked task with what follows for its ticket, which is saved."""
    party = party_for(by, task, event)
    check_said(event, text=text, reason=reason)
    check_step(task, event, assignee=assignee)
    occupying = check_occupying(task, against, by=by) if is_conflict(task, event, reason) else None
    said = {"text": text.strip(), "reason": kept_reason(event, reason)}
    change = apply_task_event(task, event, party=party, by=by, at=at, assignee=assignee, **said)
    follow_work(task.ticket, event, by=by, at=at)
    if event is TaskEvent.CONFIRM:
        drop_awaited(task, at=at)
    if event is TaskEvent.HAND_OVER:
        write_hand_over(task.ticket, words=text.strip(), by=by, at=at)
    save_ticket(task.ticket, by=by, at=at)
    if occupying:
        raise_conflict(task, occupying, by=by, at=at)
    else:
        tell_step(task, change, by=by, at=at)
    if event is TaskEvent.CANCEL:
        end_agreeing(task, by=by, at=at)
    if event in (TaskEvent.OFFER, TaskEvent.CANCEL):
        drop_conflict(task, by=by, at=at)


def kept_reason(event: TaskEvent, reason: str) -> str:
    """What the history keeps: a reason of the event's own list, the client's wish under its name."""
    if event is TaskEvent.ASK_CHANGES:
        return ReturnReason.CLIENT_CHANGES
    return reason if event in REASONS else ""


def is_conflict(task: Task, event: TaskEvent, reason: str) -> bool:
    """A critical task is declined because another one fills the day."""
    return event is TaskEvent.DECLINE and reason == DeclineReason.BUSY and task.is_critical


def party_for(by: Viewer, task: Task, event: TaskEvent) -> TaskParty:
    """The side on which `by` may cause the event. NotAllowed when it is another's, IllegalTransition when it is
    nobody's now."""
    status = TaskStatus(task.status)
    if not any(next_task_status(status, event, party) for party in TaskParty):
        raise IllegalTransition(_("Not possible while the task is “%(status)s”.") % {"status": Label(status).label})
    if event in (TaskEvent.CHECK, TaskEvent.RETURN):
        check_can_judge(by, task)
    for party in parties_of(by, task):
        if next_task_status(status, event, party):
            return party
    raise NotAllowed(_("This is for the other side of the task to do."))


def check_said(event: TaskEvent, *, text: str, reason: str) -> None:
    """What the event must come with."""
    if event in REASONS and reason not in REASONS[event].values:
        raise Refused(_("Choose a reason."), field="reason")
    if event in NEEDS_WORDS and not text.strip():
        raise Refused(NEEDS_WORDS[event], field="text")
    if event is TaskEvent.DECLINE and reason in NEEDS_MORE and not text.strip():
        raise Refused(_("Say in a few words what stands in the way."), field="text")
    if len(text.strip()) > LONGEST_TEXT:
        raise Refused(_("At most %(limit)d characters.") % {"limit": LONGEST_TEXT}, field="text")


def check_step(task: Task, event: TaskEvent, *, assignee: Employee | None) -> None:
    """What the table cannot know: to whom it is offered, and whether the ticket still goes on."""
    if event is TaskEvent.OFFER and assignee is None and task.assignee is None:
        raise Refused(_("Choose the specialist."), field="assignee")
    if task.ticket.status == TicketStatus.CLOSED and event is not TaskEvent.CANCEL:
        raise Refused(_("The ticket is closed. Reopen it to go on with its task."))
