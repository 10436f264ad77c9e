"""Who may change what about a task, and what a task lets its specialist do with the ticket (P2, P4, W1, W4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import TaskEvent, TaskParty, TaskStatus, task_events_for
from tickets.models import OrderConflict, Task, Ticket
from tickets.permissions import can_answer, can_work_on

JUDGING = (TaskEvent.CHECK, TaskEvent.RETURN)


def can_split_off(viewer: Viewer, ticket: Ticket) -> bool:
    """Make a task of a part of the ticket: who answers the client."""
    return viewer.is_employee and can_answer(viewer, ticket)


def check_can_split_off(viewer: Viewer, ticket: Ticket) -> None:
    if not can_split_off(viewer, ticket):
        raise NotAllowed(_("A manager, the operator or the head splits off tasks."))


def can_manage_task(viewer: Viewer, task: Task) -> bool:
    """Its manager, and whoever works on the ticket: so that the task is nobody's alone in an absence (L4)."""
    return task.manager_id == viewer.employee_id or can_work_on(viewer, task.ticket)


def is_own_work(viewer: Viewer, task: Task) -> bool:
    return task.assignee_id is not None and task.assignee_id == viewer.employee_id


def check_can_judge(viewer: Viewer, task: Task) -> None:
    """Nobody checks their own work, not even a manager who did a small thing alone (P4)."""
    if is_own_work(viewer, task):
        raise NotAllowed(_("Who did the work does not check it. The head or a colleague on the ticket does."))


def parties_of(viewer: Viewer, task: Task) -> tuple[TaskParty, ...]:
    """The sides of the table that the viewer plays; none for who only reads."""
    if viewer.is_system:
        return (TaskParty.SYSTEM,)
    if not viewer.is_employee:
        return ()
    sides = []
    if is_own_work(viewer, task):
        sides.append(TaskParty.SPECIALIST)
    if can_manage_task(viewer, task):
        sides.append(TaskParty.MANAGER)
    return tuple(sides)


def task_events(viewer: Viewer, task: Task) -> tuple[TaskEvent, ...]:
    """What the viewer may do with the task now: buttons and the API's actions. Needs the ticket with its project."""
    found: dict[TaskEvent, None] = {}
    for party in parties_of(viewer, task):
        found.update(dict.fromkeys(task_events_for(TaskStatus(task.status), party)))
    own = is_own_work(viewer, task)
    return tuple(event for event in found if not (own and event in JUDGING))


def heads_conflict(viewer: Viewer, conflict: OrderConflict) -> bool:
    """The head of one of the two departments, who manages neither task or both (P4)."""
    departments = {conflict.task.ticket.department_id, conflict.against.ticket.department_id}
    managed = [task.manager_id == viewer.employee_id for task in (conflict.task, conflict.against)]
    return not departments.isdisjoint(viewer.headed_department_ids) and managed[0] == managed[1]


def sides_of(viewer: Viewer, conflict: OrderConflict) -> tuple[Task, ...]:
    """The tasks of the conflict for which the viewer speaks: those they manage, else the one whose ticket they work
    on. Both only where one manager has both, so that nobody speaks for two managers at once."""
    both = (conflict.task, conflict.against)
    own = tuple(task for task in both if task.manager_id == viewer.employee_id)
    others = tuple(task for task in both if can_manage_task(viewer, task))
    if own or len(others) == 1 or both[0].manager_id == both[1].manager_id:
        return own or others
    return ()


def check_can_order(viewer: Viewer, conflict: OrderConflict) -> None:
    if not (heads_conflict(viewer, conflict) or sides_of(viewer, conflict)):
        raise NotAllowed(_("The managers of the two tasks agree on the order, or their head decides."))
