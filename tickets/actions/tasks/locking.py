"""The order of locking with tasks: tickets by key, then tasks by key, then what hangs on them."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import whole_and_locked
from tickets.models import Task, Ticket


def lock_task(task: Task, *, by: Viewer) -> Task:
    """The task as it is now, locked after its ticket. Task.DoesNotExist when `by` may not see it.

    `task.ticket` is the locked row with all that a deed reads of it: who changes it saves this very object. It is
    locked for the sake of the task, whether or not `by` sees it: a mentor sees the task of a junior and not its ticket.
    """
    return lock_tasks(task, by=by)[0]


def lock_tasks(*tasks: Task, by: Viewer) -> list[Task]:
    """Several in one order, returned as they were given. Conflict when one was just moved to another ticket."""
    keys = [task.pk for task in tasks]
    places = dict(Task.objects.visible_to(by).filter(pk__in=keys).values_list("pk", "ticket_id"))
    if len(places) != len(set(keys)):
        raise Task.DoesNotExist
    tickets = {
        row.pk: row for row in whole_and_locked(Ticket.objects.filter(pk__in=set(places.values()))).order_by("pk")
    }
    locked = {row.pk: row for row in tasks_under(tickets, keys)}
    return [locked[key] for key in keys]


def tasks_under(tickets: Mapping[int, Ticket], keys: Collection[int]) -> list[Task]:
    """The tasks with these keys, locked and by their keys; their tickets are locked already. Conflict as above."""
    rows = Task.objects.select_related("assignee__mentor", "manager", "skill").select_for_update(of=("self",))
    found = list(rows.filter(pk__in=keys).order_by("pk"))
    for row in found:
        if row.ticket_id not in tickets:
            raise Conflict(_("The task went to another ticket at this moment. Look at it and try again."))
        row.ticket = tickets[row.ticket_id]
    return found
