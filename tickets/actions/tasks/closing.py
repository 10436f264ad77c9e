"""What closing a ticket means for its tasks, and taking the closing back (T4, W4)."""

from datetime import datetime

from support_desk.shared.viewer import Viewer
from tickets.actions.tasks.stepping import apply_task_event
from tickets.domain.statuses import Party
from tickets.domain.tasks import TaskEvent, TaskParty, TaskStatus
from tickets.models import Task, TaskChange, Ticket

SIDES = {Party.STAFF: TaskParty.MANAGER, Party.CLIENT: TaskParty.CLIENT, Party.SYSTEM: TaskParty.SYSTEM}


def confirm_tasks(ticket: Ticket, *, party: Party, by: Viewer, at: datetime) -> None:
    """Closing confirms what was handed over; nothing else is left then. One statement where there are no tasks."""
    tasks = Task.objects.filter(ticket=ticket).unfinished().select_related("assignee")
    unfinished = list(tasks.select_for_update(of=("self",)).order_by("pk"))
    for task in unfinished:
        task.ticket = ticket
        apply_task_event(task, TaskEvent.CONFIRM, party=SIDES[party], by=by, at=at)


def take_confirmation_back(ticket: Ticket, *, closed_at: datetime, by: Viewer, at: datetime) -> None:
    """The closing then has never been: what it confirmed is with the client again. The ticket is locked."""
    changes = TaskChange.objects.filter(task__ticket=ticket, event=TaskEvent.CONFIRM, at=closed_at)
    confirmed = Task.objects.filter(status=TaskStatus.CONFIRMED, pk__in=changes.values("task"))
    for task in confirmed.select_related("assignee").select_for_update(of=("self",)).order_by("pk"):
        task.ticket = ticket
        apply_task_event(task, TaskEvent.TAKE_BACK, party=TaskParty.SYSTEM, by=by, at=at)
