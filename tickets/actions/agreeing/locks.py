"""One order of locking: the ticket, then its approvals, then its tasks with what hangs on them.

Everything that is agreed hangs on one ticket, so that its lock alone makes one decision wait for another.
"""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.models import Approval, Estimate, Overrun, Task, Ticket


def lock_task(task: Task, *, by: Viewer) -> Task:
    """The task as it is now, with its locked ticket. Task.DoesNotExist when `by` may not see it.

    A mentor sees the task of a junior and not its ticket: the ticket is locked for the sake of the task.
    """
    ticket_id = Task.objects.visible_to(by).values_list("ticket_id", flat=True).get(pk=task.pk)
    ticket = lock_ticket(Ticket(pk=ticket_id), by=Viewer.system(by.at))
    return task_under(ticket, task.pk)


def task_under(ticket: Ticket, task_id: int) -> Task:
    """A task of a ticket that is locked."""
    known = Task.objects.select_related("assignee__mentor", "manager").select_for_update(of=("self",))
    locked = known.get(pk=task_id)
    if locked.ticket_id != ticket.pk:
        raise Conflict(_("The task went to another ticket at this moment. Look at it and try again."))
    locked.ticket = ticket
    return locked


def lock_estimate(estimate: Estimate, *, by: Viewer) -> Estimate:
    """The estimate as it is now, with its locked task and ticket."""
    task = lock_task(Task(pk=Estimate.objects.visible_to(by).get(pk=estimate.pk).task_id), by=by)
    locked = Estimate.objects.select_related("author").select_for_update(of=("self",)).get(pk=estimate.pk)
    locked.task = task
    return locked


def lock_overrun(overrun: Overrun, *, by: Viewer) -> Overrun:
    """The overrun as it is now, with its locked task and ticket."""
    task = lock_task(Task(pk=Overrun.objects.visible_to(by).get(pk=overrun.pk).task_id), by=by)
    locked = Overrun.objects.select_related("reported_by").select_for_update(of=("self",)).get(pk=overrun.pk)
    locked.task = task
    return locked


def lock_approval(approval: Approval, *, by: Viewer) -> Approval:
    """The approval as it is now, with its locked ticket. Approval.DoesNotExist when `by` may not see it."""
    ticket_id = Approval.objects.visible_to(by).values_list("ticket_id", flat=True).get(pk=approval.pk)
    ticket = lock_ticket(Ticket(pk=ticket_id), by=by)
    locked = Approval.objects.select_for_update().get(pk=approval.pk, ticket=ticket)
    locked.ticket = ticket
    return locked
