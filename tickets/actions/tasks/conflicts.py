"""Two managers need one specialist at once: the conflict that a declined critical task raises, and its end (W1)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.saving import save_ticket
from tickets.actions.tasks.following import follow_work
from tickets.actions.tasks.locking import lock_tasks
from tickets.actions.tasks.stepping import apply_task_event
from tickets.actions.tasks.telling import tell_raised, tell_settled, tell_step
from tickets.domain.task_order import ranked
from tickets.domain.tasks import WITH_SPECIALIST, TaskEvent, TaskParty
from tickets.models import OrderConflict, Task, TaskStatus
from tickets.task_permissions import check_can_order, heads_conflict, sides_of
from workload.models import Employee
from workload.queries.employees import employee_behind

LONGEST_REASON = 300


def check_occupying(task: Task, against: Task | None, *, by: Viewer) -> Task:
    """The task that keeps the specialist from a critical one: their own, and in their hands."""
    if against is None:
        raise Refused(_("The task is critical: name the one that you are busy with."), field="against")
    current = Task.objects.select_related("manager", "ticket").get(pk=against.pk)
    if current.pk == task.pk or current.assignee_id != by.employee_id or current.status not in WITH_SPECIALIST:
        raise Refused(_("Name another task of yours that you have to do."), field="against")
    return current


def raise_conflict(task: Task, against: Task, *, by: Viewer, at: datetime) -> OrderConflict:
    """Asks the two managers for the order. `task` is locked and was just declined by `by`."""
    conflict = OrderConflict.objects.create(specialist=employee_behind(by), task=task, against=against, raised_at=at)
    _note(conflict, "conflict.raise", by=by, at=at)
    tell_raised(conflict, by=by, at=at)
    return conflict


def drop_conflict(task: Task, *, by: Viewer, at: datetime) -> None:
    """A task that goes to somebody else, or nowhere, needs no order any more: what occupied the specialist stays."""
    for conflict in OrderConflict.objects.open().filter(task=task).select_related("against__ticket"):
        conflict.task = task
        _settle(conflict, conflict.against, by=by, at=at, reason="")


@transaction.atomic
def order_tasks(*, conflict: OrderConflict, first: Task, by: Viewer, at: datetime, reason: str = "") -> OrderConflict:
    """Says which task goes first. One manager proposes, the other agrees by saying the same; a manager of both, or the
    head of one who manages neither, decides at once.

    Settled, the ranks follow, and the declined task is offered again if it goes first. IllegalTransition when it is
    settled already, so that of two at once one counts.
    """
    with audit.gathered():
        locked = _lock(conflict, by=by, at=at)
        check_can_order(by, locked)
        if first.pk not in (locked.task_id, locked.against_id):
            raise Refused(_("Choose one of the two tasks."), field="first")
        chosen = locked.task if first.pk == locked.task_id else locked.against
        if not _decides(by, locked, chosen):
            return _propose(locked, chosen, by=by, at=at)
        _settle(locked, chosen, by=by, at=at, reason=reason)
        _put_in_order(locked, by=by, at=at)
        tell_settled(locked, by=by, at=at)
    return locked


def _lock(conflict: OrderConflict, *, by: Viewer, at: datetime) -> OrderConflict:
    """The conflict as it is now, after its tickets and tasks, which the other side may not be allowed to see."""
    seen = OrderConflict.objects.visible_to(by).select_related("task", "against").get(pk=conflict.pk)
    task, against = lock_tasks(seen.task, seen.against, by=Viewer.system(at))
    locked = OrderConflict.objects.select_related("specialist").select_for_update(of=("self",)).get(pk=conflict.pk)
    if locked.settled_at is not None:
        raise IllegalTransition(_("The order of these tasks is settled already."))
    locked.task, locked.against = task, against
    return locked


def _decides(by: Viewer, conflict: OrderConflict, first: Task) -> bool:
    """Whether the word of `by` is enough: the head's, the manager's of both, or the second one that says the same."""
    if heads_conflict(by, conflict):
        return True
    sides = sides_of(by, conflict)
    if len(sides) == 2:
        return True
    return conflict.proposed_first_id == first.pk and conflict.proposed_by_id != sides[0].manager_id


def _propose(conflict: OrderConflict, first: Task, *, by: Viewer, at: datetime) -> OrderConflict:
    """In the name of the side's manager, whoever stands in for them, so that the same side cannot agree with itself."""
    conflict.proposed_first, conflict.proposed_by = first, sides_of(by, conflict)[0].manager
    conflict.save(update_fields=["proposed_first", "proposed_by"])
    _note(conflict, "conflict.propose", by=by, at=at)
    tell_raised(conflict, by=by, at=at)
    return conflict


def _settle(conflict: OrderConflict, first: Task, *, by: Viewer, at: datetime, reason: str) -> None:
    conflict.first, conflict.settled_at, conflict.settled_by = first, at, Employee(pk=by.employee_id, name=by.name)
    conflict.reason = reason.strip()[:LONGEST_REASON]
    conflict.save(update_fields=["first", "settled_at", "settled_by", "reason"])
    _note(conflict, "conflict.settle", by=by, at=at)


def _put_in_order(conflict: OrderConflict, *, by: Viewer, at: datetime) -> None:
    """Ranks follow, and the declined task goes back to its specialist if it goes first."""
    first = conflict.task if conflict.first_id == conflict.task_id else conflict.against
    second = conflict.against if first is conflict.task else conflict.task
    first.rank, second.rank = ranked(first.rank, second.rank)
    for task in (first, second):
        task.save(update_fields=["rank"])
    if first is conflict.task and first.status == TaskStatus.DECLINED:
        change = apply_task_event(
            first, TaskEvent.OFFER, party=TaskParty.MANAGER, by=by, at=at, assignee=conflict.specialist
        )
        follow_work(first.ticket, TaskEvent.OFFER, by=by, at=at)
        save_ticket(first.ticket, by=by, at=at)
        tell_step(first, change, by=by, at=at)


def _note(conflict: OrderConflict, action: str, *, by: Viewer, at: datetime) -> None:
    """A row in the trail of each ticket; the other's task is a number there, for its words are another client's."""
    first = conflict.first_id or conflict.proposed_first_id
    for task in (conflict.task, conflict.against):
        audit.record(
            action=action,
            target=task,
            by=by,
            at=at,
            scope=task.ticket.scope,
            department_id=task.ticket.department_id,
            after={"task": conflict.task_id, "against": conflict.against_id, "first": first},
        )
