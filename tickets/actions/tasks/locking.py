"""The order of locking with tasks: tickets by key, then tasks by key, then what hangs on them."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import whole_and_locked
from tickets.models import Task, Ticket


def lock_task(task: Task, *, by: Viewer) -> Task:
    """The task as it is now, locked after its ticket. Task.DoesNotExist when `by` may not see it.

    `task.ticket` is the locked row with all that a deed reads of it: who changes it saves this very object.
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
    rows = Task.objects.select_related("assignee", "manager", "skill").select_for_update(of=("self",))
    locked = {row.pk: row for row in rows.filter(pk__in=keys).order_by("pk")}
    for row in locked.values():
        if row.ticket_id not in tickets:
            raise Conflict(_("The task was moved to another ticket at this moment. Look at it and try again."))
        row.ticket = tickets[row.ticket_id]
    return [locked[key] for key in keys]
