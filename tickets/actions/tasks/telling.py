"""Who is told what about tasks, in the transaction of the deed (W1, W4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from support_desk.shared.notices import Note, notify
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import TaskEvent
from tickets.models import OrderConflict, Task, TaskChange
from tickets.notifications.tasks import CONFLICT_RAISED, CONFLICT_SETTLED, TOLD, WISH, kind_of
from tickets.queries.answerers import answerer_of
from tickets.queries.task_people import proposed_instead
from workload.models import Department, Employee

TO_MANAGER = (TaskEvent.ASK, TaskEvent.DECLINE, TaskEvent.SUBMIT)


def tell_step(task: Task, change: TaskChange, *, by: Viewer, at: datetime) -> None:
    """The other side hears of a step that concerns it; whoever covers the manager hears of it too (L4)."""
    if change.event not in TOLD:
        return
    event = TaskEvent(change.event)
    people = managing(task, at) if event in TO_MANAGER else {task.assignee_id}
    facts = about(task) | {"who": by.name, "text": change.text[:300], "reason": change.reason}
    if event is TaskEvent.DECLINE:
        facts["instead"] = proposed_instead(task, at)
    tell(kind_of(event), f"task:{change.pk}", people, task, facts, by=by, at=at)


def tell_wish(task: Task, *, by: Viewer, at: datetime) -> None:
    """The manager hears what the client wants changed, and decides."""
    assert task.wish is not None
    facts = about(task) | {"who": by.name, "text": task.wish.body_text[:300], "reason": ""}
    tell(WISH, f"task.wish:{task.pk}:{task.wish.pk}", managing(task, at), task, facts, by=by, at=at)


def tell_raised(conflict: OrderConflict, *, by: Viewer, at: datetime) -> None:
    """Both managers, each of their own task, of a conflict or of the other's proposal; and the heads, who decide where
    the two do not agree."""
    proposal = conflict.proposed_first_id or 0
    for task in (conflict.task, conflict.against):
        heads = Department.objects.filter(pk=task.ticket.department_id).values_list("head_id", flat=True)
        facts = about(task) | {"who": conflict.specialist.name, "proposed_by": by.name if proposal else ""}
        key = f"conflict:{conflict.pk}:{task.pk}:{proposal}"
        tell(CONFLICT_RAISED, key, managing(task, at) | set(heads), task, facts, by=by, at=at)


def tell_settled(conflict: OrderConflict, *, by: Viewer, at: datetime) -> None:
    """Both managers and the specialist, once."""
    for task in (conflict.task, conflict.against):
        facts = about(task) | {"who": by.name, "is_first": conflict.first_id == task.pk}
        people = managing(task, at) | {conflict.specialist_id}
        tell(CONFLICT_SETTLED, f"conflict:{conflict.pk}:{task.pk}:settled", people, task, facts, by=by, at=at)


def managing(task: Task, at: datetime) -> set[int | None]:
    """The manager, and who answers for the ticket while they are away."""
    covering = answerer_of(task.ticket, at).covering
    is_covered = covering is not None and covering.covered_id == task.manager_id
    return {task.manager_id, covering.cover_id} if covering and is_covered else {task.manager_id}


def about(task: Task) -> dict[str, Any]:
    """Facts of a task that its words are made from."""
    return {"title": task.title, "number": task.ticket.number}


def tell(
    kind: str, key: str, people: Iterable[int | None], task: Task, facts: dict[str, Any], *, by: Viewer, at: datetime
) -> None:
    """One notice a person under `key`; nobody is told of their own deed."""
    told = Employee.objects.filter(pk__in={pk for pk in people if pk and pk != by.employee_id})
    notify(
        [
            Note(
                user_id=user_id,
                kind=kind,
                key=key,
                facts=facts,
                url=reverse("task", args=[task.pk]),
                deliver_at=at,
                department_id=task.ticket.department_id,
            )
            for user_id in told.values_list("user_id", flat=True)
        ],
        at=at,
    )
