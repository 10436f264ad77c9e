"""One step of a locked task along its table, with its history and trail (W1, W4, I7)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import IllegalTransition
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import TaskEvent, TaskParty, next_task_status
from tickets.domain.tasks import TaskStatus as Status
from tickets.models import Task, TaskChange, TaskStatus
from workload.models import Employee

LONGEST_TEXT = 4_000
BACK_TO_WORK = (TaskEvent.RETURN, TaskEvent.ASK_CHANGES)


@dataclass(frozen=True, slots=True)
class Words:
    """What was said with a step: a code of ReturnReason or DeclineReason, and a text."""

    text: str = ""
    reason: str = ""


def apply_task_event(
    task: Task,
    event: TaskEvent,
    *,
    party: TaskParty,
    by: Viewer,
    at: datetime,
    text: str = "",
    reason: str = "",
    assignee: Employee | None = None,
) -> TaskChange:
    """Moves a locked task, saves it and writes its history. IllegalTransition when the table has no such move.

    `assignee`: to whom it is offered, None leaves it with who has it. The ticket follows by `follow_work`, which is
    the caller's to call, as is saving the ticket.
    """
    before = Status(task.status)
    after = next_task_status(before, event, party)
    if after is None:
        label = TaskStatus(before).label
        raise IllegalTransition(_("Not possible while the task is “%(status)s”.") % {"status": label})
    was = facts_of(task)
    task.status = TaskStatus(after)
    if assignee is not None:
        task.assignee = assignee
    stamp(task, event, at=at)
    task.save()
    return write_step(task, event, before=before, was=was, words=Words(text, reason), by=by, at=at)


def stamp(task: Task, event: TaskEvent, *, at: datetime) -> None:
    """Times, counters and the specialist that follow from a step; each decides about a wish for changes."""
    task.wish = None
    if event is TaskEvent.DECLINE:
        task.assignee = None
    if event is TaskEvent.ACCEPT:
        task.accepted_at = at
    elif task.status in (TaskStatus.OFFERED, TaskStatus.DECLINED):
        task.accepted_at = None
    if event is TaskEvent.CHECK:
        task.checked_at = at
    elif event in BACK_TO_WORK:
        task.checked_at = None
        task.rework_count += 1
    if task.status in (TaskStatus.CONFIRMED, TaskStatus.CANCELLED):
        task.finished_at = at
    elif event is TaskEvent.TAKE_BACK:
        task.finished_at = None


def write_step(
    task: Task,
    event: TaskEvent,
    *,
    before: Status | None,
    was: dict[str, object],
    words: Words,
    by: Viewer,
    at: datetime,
) -> TaskChange:
    """One row of the task's history and one of the ticket's trail; `before` None: the task is new."""
    change = TaskChange.objects.create(
        task=task,
        event=event,
        before=before or "",
        after=task.status,
        reason=words.reason,
        text=words.text[:LONGEST_TEXT],
        at=at,
        by_id=by.user_id,
        by_name=by.name,
    )
    now = facts_of(task)
    said = {name: value for name, value in (("reason", words.reason), ("text", words.text[:200])) if value}
    audit.record(
        action=f"task.{event}" if before else "task.create",
        target=task,
        by=by,
        at=at,
        scope=task.ticket.scope,
        department_id=task.ticket.department_id,
        before={name: value for name, value in was.items() if value != now[name]},
        after={name: value for name, value in now.items() if value != was.get(name)} | said,
    )
    return change


def facts_of(task: Task) -> dict[str, object]:
    """What the trail says of a task."""
    return {"status": task.status, "assignee": str(task.assignee) if task.assignee else None}
