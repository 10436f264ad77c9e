"""A move on the load board, carried out by the action of the task's own page (L7)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.tasks.reassigning import reassign_task
from tickets.models import Task
from tickets.queries.work_told.open_work import PREFIX
from workload.models import Employee
from workload.work_sources import WorkMove


def give_task(move: WorkMove, *, by: Viewer, at: datetime) -> bool:
    """False for a key of another source. Refused for a task that `by` does not see, else as `reassign_task`."""
    number = move.key.removeprefix(PREFIX)
    if number == move.key or not number.isdecimal():
        return False
    task = Task.objects.visible_to(by).filter(pk=int(number)).first()
    if task is None:
        raise Refused(_("There is no such task, or it is not yours to see."))
    reassign_task(
        task=task,
        to=Employee.objects.get(pk=move.to_id),
        reason=move.reason,
        by=by,
        at=at,
        holder_id=move.from_id,
        is_nobodys=move.from_id is None,
        is_untouched=move.is_undo,
    )
    return True
