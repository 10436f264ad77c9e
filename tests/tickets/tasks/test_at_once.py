"""Two steps of one task at the same moment: one outcome, a history that is a path (W1, I7)."""

import pytest

from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import Notice
from tests.at_once import run_at_once
from tests.factories import NOW, a_task, a_ticket, an_employee, viewer
from tickets.actions.moving import move_ticket
from tickets.actions.tasks.conflicts import order_tasks
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.actions.tasks.moving import decline_task, move_task
from tickets.domain.statuses import Event
from tickets.domain.tasks import TaskEvent as E
from tickets.domain.tasks import TaskStatus, is_task_path
from tickets.models import OrderConflict, Task, Ticket, TicketStatus

pytestmark = pytest.mark.django_db(transaction=True)


def history(task: Task) -> list[TaskStatus]:
    steps = list(task.changes.order_by("id"))
    return [TaskStatus(steps[0].before), *(TaskStatus(step.after) for step in steps)]


def test_accepting_and_declining_at_once_is_one_of_them() -> None:
    task = a_task(status="offered")
    by = viewer(task.assignee)
    done = run_at_once(
        lambda: move_task(task=task, event=E.ACCEPT, by=by, at=NOW),
        lambda: decline_task(task=task, reason="skill", by=by, at=NOW),
    )
    # An accepted task may still be declined, a declined one is out of the specialist's hands.
    assert isinstance(done[1], Task) or isinstance(done[0], Task), done
    assert all(isinstance(each, Task | IllegalTransition | NotAllowed | Task.DoesNotExist) for each in done), done
    task.refresh_from_db()
    assert task.status == history(task)[-1]
    assert is_task_path(history(task))


def test_checking_and_returning_at_once_is_one_path() -> None:
    ticket = a_ticket(status="open")
    task = a_task(ticket, status="submitted")
    manager, operator = viewer(ticket.assignee), viewer(an_employee("operator", department=ticket.department))
    run_at_once(
        lambda: move_task(task=task, event=E.CHECK, by=manager, at=NOW),
        lambda: move_task(task=task, event=E.RETURN, by=operator, at=NOW, text="Too low.", reason="criteria"),
    )
    task.refresh_from_db()
    assert (task.status, task.rework_count) == ("rework", 1), (
        "a checked result may still be returned, never the reverse"
    )
    assert is_task_path(history(task))


def test_two_clicks_accept_once() -> None:
    task = a_task(status="offered")
    by = viewer(task.assignee)
    done = run_at_once(*[lambda: move_task(task=task, event=E.ACCEPT, by=by, at=NOW)] * 3)
    assert sorted(isinstance(each, Task) for each in done) == [False, False, True]
    assert task.changes.count() == 1


def test_a_ticket_never_closes_over_a_task_that_is_split_off_meanwhile() -> None:
    ticket = a_ticket(status="open")
    by = viewer(ticket.assignee)
    spec = TaskSpec("Move it", "To the left.", "It stands there.", assignee=an_employee("specialist"))
    run_at_once(
        lambda: move_ticket(ticket=ticket, event=Event.CLOSE, by=by, at=NOW),
        lambda: create_task(ticket=ticket, spec=spec, by=by, at=NOW),
    )
    ticket.refresh_from_db()
    assert (ticket.status == TicketStatus.CLOSED) != Task.objects.filter(ticket=ticket).exists()


def test_the_order_is_settled_once() -> None:
    manager, specialist = an_employee("manager"), an_employee("specialist")
    tickets = [a_ticket(assignee=manager, status="open") for _ in range(2)]
    task, against = (
        a_task(ticket, assignee=specialist, is_critical=True, status=status)
        for ticket, status in zip(tickets, ("offered", "accepted"), strict=True)
    )
    decline_task(task=task, reason="busy", against=against, by=viewer(specialist), at=NOW)
    conflict, by = OrderConflict.objects.get(), viewer(manager)
    done = run_at_once(
        lambda: order_tasks(conflict=conflict, first=task, by=by, at=NOW),
        lambda: order_tasks(conflict=conflict, first=against, by=by, at=NOW),
    )
    assert sorted(isinstance(each, Refused) for each in done) == [False, True], done
    conflict.refresh_from_db()
    task.refresh_from_db()
    assert (task.status == "offered") == (conflict.first_id == task.pk)
    assert Notice.objects.filter(kind="task.ordered", user=specialist.user).count() == 2
    assert Ticket.objects.count() == 2
