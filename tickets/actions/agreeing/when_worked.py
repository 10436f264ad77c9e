"""When work on a task was done, which may be earlier than when it is logged (W4, W5)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import FINISHED, WORKABLE, TaskEvent, TaskStatus
from tickets.models import Task
from workload.models import Operation

SUBMITTED = (TaskStatus.SUBMITTED, TaskStatus.CHECKED, TaskStatus.HANDED_OVER)


def check_in_work(task: Task, operation: Operation, *, worked_on: date, by: Viewer) -> None:
    """Nothing is logged on what is finished, and execution only while the specialist has the task, or afterwards for a
    day up to that of its submission."""
    if task.status in FINISHED:
        raise Refused(_("The task is finished: nothing more is logged on it."), field="task")
    if operation.kind != Operation.Kind.EXECUTION or task.status in WORKABLE:
        return
    submitted = task.changes.filter(event=TaskEvent.SUBMIT).order_by("id").values_list("at", flat=True).last()
    if task.status in SUBMITTED and submitted is not None and worked_on <= day_of(submitted, by):
        return
    label = task.get_status_display()
    raise Refused(_("No work is logged while the task is “%(status)s”.") % {"status": label}, field="task")


def is_reworked(task: Task, *, worked_on: date, by: Viewer) -> bool:
    """Whether the work came after the first return; what was done on an earlier day is none."""
    if task.status != TaskStatus.REWORK and task.status not in SUBMITTED:
        return False
    returned = task.changes.filter(after=TaskStatus.REWORK).order_by("id").values_list("at", flat=True).first()
    if returned is None:
        return task.status == TaskStatus.REWORK
    return worked_on >= day_of(returned, by)


def day_of(instant: datetime, by: Viewer) -> date:
    """The day that it was for the viewer."""
    return instant.astimezone(ZoneInfo(by.timezone)).date()
