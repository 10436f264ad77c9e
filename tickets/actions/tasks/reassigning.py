"""Giving a task to another specialist, whoever has it now (W1, L7)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.saving import save_ticket
from tickets.actions.tasks.conflicts import drop_conflict
from tickets.actions.tasks.creating import check_assignee
from tickets.actions.tasks.following import follow_work
from tickets.actions.tasks.locking import lock_task
from tickets.actions.tasks.moving import check_step
from tickets.actions.tasks.stepping import LONGEST_TEXT, apply_task_event
from tickets.actions.tasks.telling import about, tell, tell_step
from tickets.domain.tasks import TaskEvent, TaskParty
from tickets.models import Task, TaskStatus
from tickets.notifications.tasks import GIVEN_AWAY
from tickets.queries.work_told.open_work import MOVABLE, is_held, may_give
from workload.models import Employee

TAKEN_UP: Mapping[str, tuple[TaskEvent, ...]] = {
    TaskStatus.ACCEPTED: (TaskEvent.ACCEPT,),
    TaskStatus.IN_PROGRESS: (TaskEvent.ACCEPT, TaskEvent.START),
}


@transaction.atomic
def reassign_task(
    *,
    task: Task,
    to: Employee,
    reason: str,
    by: Viewer,
    at: datetime,
    holder_id: int | None = None,
    is_nobodys: bool = False,
    is_untouched: bool = False,
) -> Task:
    """Offers the task to `to`, by its manager, the head of its department or the director; both specialists are told.

    `holder_id`: who must have it still, `is_untouched`: and must not have answered the offer yet, when it goes back as
    it was before; `is_nobodys`: nobody must have it; else Conflict.
    Refused for somebody who has left or has it already, and once the work is handed in or to be mended.
    """
    with audit.gathered():
        locked = lock_task(task, by=by)
        if not may_give(by, manager_id=locked.manager_id, department_id=locked.ticket.department_id):
            raise NotAllowed(_("The manager of the task or the head gives it to somebody else."))
        is_taken = is_nobodys and is_held(locked, at)
        check_holder(locked, holder_id, is_taken=is_taken, is_untouched=is_untouched)
        check_target(locked, to, at=at)
        steps = steps_before(locked) if is_untouched else ()
        _give(locked, to, reason=reason.strip()[:LONGEST_TEXT], by=by, at=at)
        for event in steps:
            apply_task_event(locked, event, party=TaskParty.SYSTEM, by=by, at=at)
    return locked


def steps_before(task: Task) -> tuple[TaskEvent, ...]:
    """What its former holder had done with the task when it was given away: that needs no second answer. One
    statement."""
    given = task.changes.filter(event=TaskEvent.OFFER).order_by("-pk").first()
    return TAKEN_UP.get(given.before, ()) if given else ()


def check_holder(task: Task, holder_id: int | None, *, is_taken: bool, is_untouched: bool) -> None:
    """Nobody else has moved it meanwhile."""
    if is_taken or (holder_id is not None and task.assignee_id != holder_id):
        name = task.assignee.name if task.assignee else _("nobody")
        raise Conflict(_("The task has moved on: %(name)s has it now.") % {"name": name})
    if is_untouched and task.status != TaskStatus.OFFERED:
        label = TaskStatus(task.status).label
        raise Conflict(_("The task has moved on: it is “%(status)s” already.") % {"status": label})


def check_target(task: Task, to: Employee, *, at: datetime) -> None:
    """Somebody else who works here, and a task that is not done."""
    if task.assignee_id == to.pk:
        raise Refused(_("%(name)s has this task already.") % {"name": to.name}, field="to")
    check_assignee(to, at=at)
    check_step(task, TaskEvent.OFFER, assignee=to)
    if task.status not in (*MOVABLE, TaskStatus.DECLINED):
        label = TaskStatus(task.status).label
        raise Refused(_("Not possible while the task is “%(status)s”.") % {"status": label})


def _give(task: Task, to: Employee, *, reason: str, by: Viewer, at: datetime) -> None:
    former_id = task.assignee_id
    change = apply_task_event(
        task, TaskEvent.OFFER, party=TaskParty.MANAGER, by=by, at=at, text=reason, assignee=to
    )  # fmt: skip
    follow_work(task.ticket, TaskEvent.OFFER, by=by, at=at)
    save_ticket(task.ticket, by=by, at=at)
    tell_step(task, change, by=by, at=at)
    facts = about(task) | {"who": by.name, "text": reason[:300], "reason": ""}
    tell(GIVEN_AWAY, f"task.given:{change.pk}", [former_id], task, facts, by=by, at=at)
    drop_conflict(task, by=by, at=at)
