"""Time on a task: what may be logged before the client agreed, and what of it is billed (W2–W5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.settling import TaskBill, bill_of, latest_guess, room_for
from tickets.actions.agreeing.when_worked import check_in_work, is_reworked
from tickets.actions.tasks.locking import lock_task
from tickets.actions.tasks.stepping import apply_task_event
from tickets.agreeing_permissions import check_can_log_on_task
from tickets.domain.charges import Worked
from tickets.domain.tasks import HANDED, TaskEvent, TaskParty, TaskStatus
from tickets.models import Task, Ticket, TimeEntry
from tickets.queries.work_policies import policy_on
from workload.models import Operation

EXECUTION = Operation.Kind.EXECUTION
# Done with, or sent back for another specialist: no work of theirs goes on it.
NOT_THEIRS = (*HANDED, TaskStatus.DECLINED)


@dataclass(frozen=True, slots=True)
class TaskTime:
    """What an entry becomes on its task."""

    task: Task
    is_rework: bool
    billable: int


@dataclass(frozen=True, slots=True)
class WorkDone:
    """`day` is today, by which rules hold; `again`: the entry that is logged anew as it was."""

    operation: Operation
    minutes: int
    worked_on: date
    day: date
    again: TimeEntry | None = None


def time_on_task(*, task: Task, ticket: Ticket, done: WorkDone, by: Viewer, at: datetime) -> TaskTime:
    """Locks the task and says what the work bills; the first execution begins the work. Refused, naming `task`, for a
    task of another ticket, one that was not in work, and execution that nobody has agreed to."""
    operation = done.operation
    locked = lock_task(task, by=by)
    check_can_log_on_task(by, locked)
    if locked.ticket_id != ticket.pk:
        raise Refused(_("This task belongs to another ticket."), field="task")
    bill = bill_of(locked, day=done.day)
    if done.again is None:
        check_in_work(locked, operation, worked_on=done.worked_on, by=by)
        if operation.kind == EXECUTION:
            check_agreed(locked, bill, done.minutes, day=done.day)
    is_rework = done.again.is_rework if done.again else is_reworked(locked, worked_on=done.worked_on, by=by)
    work = Worked(
        key=max((row.pk for row in bill.rows), default=0) + 1,
        minutes=done.minutes,
        at=max([at, *(row.created_at for row in bill.rows)]),
        is_rework=is_rework,
        is_billable=operation.is_billable,
        free_minutes=operation.free_minutes,
    )
    if operation.kind == EXECUTION and locked.assignee_id == by.employee_id and locked.status == TaskStatus.ACCEPTED:
        apply_task_event(locked, TaskEvent.START, party=TaskParty.SPECIALIST, by=by, at=at)
    return TaskTime(locked, is_rework, room_for(bill, work))


def check_agreed(task: Task, bill: TaskBill, minutes: int, *, day: date) -> None:
    """Execution waits for the agreement when the estimate is over the threshold, or the sum would be without one."""
    if task.agreed_minutes is not None:
        return
    threshold = policy_on(task.ticket.department, day).threshold_minutes
    guess = latest_guess(task)
    if guess is not None and guess > threshold:
        message = _("%(minutes)d min are estimated and not agreed yet: work is logged once the client has agreed.")
        raise Refused(message % {"minutes": guess}, field="task")
    done = sum(row.actual_minutes for row in bill.rows if row.operation.kind == EXECUTION)
    if done + minutes > threshold:
        message = _("Up to %(minutes)d min are logged without an agreement. Estimate the task first.")
        raise Refused(message % {"minutes": threshold}, field="task")


def check_small(ticket: Ticket, operation: Operation, minutes: int, *, day: date, by: Viewer) -> None:
    """Execution on a ticket itself is for small things, billable or not: what is longer is a task with an estimate, and
    who has a task here works on it (W2). What was done on tickets that were merged into it counts: it is one matter."""
    if operation.kind != EXECUTION:
        return
    Ticket.objects.select_for_update().only("pk").get(pk=ticket.pk)  # of two at once the second sees the first
    own = Task.objects.filter(ticket=ticket, assignee_id=by.employee_id or 0).exclude(status__in=NOT_THEIRS).first()
    if own is not None:
        message = _("You have the task “%(title)s” on this ticket. Choose it in the field “Task”.")
        raise Refused(message % {"title": own.title}, field="task")
    head = ticket.merged_into_id or ticket.pk
    whole = Q(ticket=head) | Q(ticket__in=list(Ticket.objects.filter(merged_into=head).values_list("pk", flat=True)))
    untasked = TimeEntry.objects.filter(whole, task__isnull=True, operation__kind=EXECUTION)
    done = untasked.aggregate(minutes=Sum("actual_minutes"))["minutes"] or 0
    threshold = policy_on(ticket.department, day).threshold_minutes
    if done + minutes > threshold:
        message = _("Work over %(minutes)d min needs the client’s agreement: make a task with an estimate of it.")
        raise Refused(message % {"minutes": threshold}, field="operation")
