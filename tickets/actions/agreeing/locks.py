"""One order of locking: the ticket, then its approvals, then its tasks with what hangs on them.

Everything that is agreed hangs on one ticket, so that its lock alone makes one decision wait for another.
"""

from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.tasks.locking import lock_task
from tickets.models import Approval, Estimate, Overrun, Task, Ticket


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
