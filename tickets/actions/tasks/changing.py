"""Putting a task's formulation and deadline right (W1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import check_named
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.tasks.creating import check_deadline, check_words
from tickets.actions.tasks.locking import lock_task
from tickets.actions.tasks.telling import about, tell
from tickets.domain.tasks import OPEN
from tickets.models import Task
from tickets.notifications.tasks import CHANGED
from tickets.task_permissions import can_manage_task

CHANGEABLE = frozenset({"title", "formulation", "acceptance_criteria", "skill", "deadline_at", "is_critical"})


@transaction.atomic
def change_task(*, task: Task, new: Mapping[str, Any], by: Viewer, at: datetime) -> Task:
    """The manager's change of CHANGEABLE fields; the specialist is told what it is now. Refused, naming the field, as
    when it is made, and once the work is done."""
    check_named(new, CHANGEABLE)
    locked = lock_task(task, by=by)
    if not can_manage_task(by, locked):
        raise NotAllowed(_("The manager of a task changes it."))
    if locked.status not in OPEN:
        raise Refused(_("The task is done. Split off a new one for what is to be done further."))
    before, after = audit.changes(locked, **new)
    if not after:
        return locked
    for name, value in after.items():
        setattr(locked, name, value)
    check_words(title=locked.title, formulation=locked.formulation, acceptance_criteria=locked.acceptance_criteria)
    if "deadline_at" in after:
        check_deadline(locked.deadline_at, at=at)
    locked.save()
    entry = audit.record(
        action="task.change",
        target=locked,
        by=by,
        at=at,
        before=before,
        after=after,
        scope=locked.ticket.scope,
        department_id=locked.ticket.department_id,
    )
    facts = about(locked) | {"who": by.name, "text": "", "reason": ""}
    tell(CHANGED, f"task.change:{entry.pk}", [locked.assignee_id], locked, facts, by=by, at=at)
    return locked
