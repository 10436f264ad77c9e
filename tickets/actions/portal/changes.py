"""The client is not content with what was handed over, and says what to change (W4)."""

from datetime import datetime

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.writing import answer_in_portal
from tickets.actions.receiving import Letter
from tickets.actions.tasks.telling import tell_wish
from tickets.domain.tasks import TaskStatus
from tickets.models import Message, Task, Ticket


@transaction.atomic
def ask_for_changes(*, ticket: Ticket, letter: Letter, by: Viewer, at: datetime) -> Message:
    """A further message, which opens the ticket again; each task that was handed over bears it until its manager has
    said whether that is inside the scope. The client knows no tasks: which of several is meant is the manager's to say.

    Refused, and Ticket.DoesNotExist, as for any other answer; without a task that was handed over it is one.
    """
    message = answer_in_portal(ticket=ticket, letter=letter, by=by, at=at)
    handed = Task.objects.filter(ticket=message.ticket, status=TaskStatus.HANDED_OVER).select_related("manager")
    for task in handed.select_for_update(of=("self",)).order_by("pk"):
        task.ticket, task.wish = message.ticket, message
        task.save(update_fields=["wish"])
        scope, department_id = task.ticket.scope, task.ticket.department_id
        audit.record(
            action="task.wish", target=task, by=by, at=at, scope=scope, department_id=department_id,
            after={"text": message.body_text[:200]},
        )  # fmt: skip
        tell_wish(task, by=by, at=at)
    return message
