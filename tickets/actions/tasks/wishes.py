"""What the manager makes of a client's wish for changes: rework inside the scope, a task of its own outside (W4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.actions.tasks.locking import lock_task
from tickets.actions.tasks.moving import step
from tickets.actions.tasks.stepping import LONGEST_TEXT
from tickets.domain.tasks import TaskEvent
from tickets.models import Message, Task


@transaction.atomic
def take_as_rework(*, task: Task, by: Viewer, at: datetime) -> Task:
    """Inside the scope: back to the specialist, with the client's words as the ground. Conflict once it is decided."""
    with audit.gathered():
        locked = lock_task(task, by=by)
        step(locked, TaskEvent.ASK_CHANGES, by=by, at=at, text=words_of(locked))
    return locked


@transaction.atomic
def take_as_new_task(*, task: Task, spec: TaskSpec, by: Viewer, at: datetime) -> Task:
    """Outside the scope: what was handed over is confirmed, and the wish is a new task of the same ticket, which is
    estimated and agreed like any other; it is returned. Conflict once it is decided, else refused as `create_task`."""
    with audit.gathered():
        locked = lock_task(task, by=by)
        step(locked, TaskEvent.CONFIRM, by=by, at=at, text=words_of(locked))
        return create_task(ticket=locked.ticket, spec=spec, by=by, at=at)


def words_of(task: Task) -> str:
    """What the client wants, as far as a task's history holds it."""
    if task.wish_id is None:
        raise Conflict(_("Nothing is left to decide: somebody has done so already."), code="decided")
    return Message.objects.values_list("body_text", flat=True).get(pk=task.wish_id).strip()[:LONGEST_TEXT]
