"""Two steps of one task at the same moment: one outcome, a history that is a path (W1, I7)."""

import pytest

from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import Notice
from tests.at_once import another_connection, run_at_once, while_held
from tests.factories import NOW, a_task, a_ticket, an_employee, contact_viewer, viewer
from tickets.actions.moving import move_ticket
from tickets.actions.portal.changes import ask_for_changes
from tickets.actions.receiving import Letter
from tickets.actions.tasks.confirming import confirm_work
from tickets.actions.tasks.conflicts import order_tasks
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.actions.tasks.moving import decline_task, move_task
from tickets.actions.tasks.wishes import take_as_new_task, take_as_rework
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


def test_a_step_finds_out_that_its_task_was_moved_to_another_ticket_meanwhile() -> None:
    task, other_ticket = a_task(status="offered"), a_ticket(status="open")
    by = viewer(task.assignee)
    with another_connection() as other:
        with other.cursor() as cursor:
            cursor.execute("SELECT FROM tickets_ticket WHERE id = %s FOR UPDATE", [task.ticket_id])
            cursor.execute("UPDATE tickets_task SET ticket_id = %s WHERE id = %s", [other_ticket.pk, task.pk])
        outcome = while_held(other, lambda: move_task(task=task, event=E.ACCEPT, by=by, at=NOW))
    assert isinstance(outcome, Conflict), outcome
    assert move_task(task=task, event=E.ACCEPT, by=by, at=NOW).ticket_id == other_ticket.pk


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


def test_a_wish_is_decided_once_whoever_clicks_what() -> None:
    ticket = a_ticket(status="resolved")
    task = a_task(ticket, status="handed_over")
    by = viewer(task.manager)
    client = contact_viewer(ticket.requester)
    ask_for_changes(ticket=ticket, letter=Letter("Higher, please"), by=client, at=NOW)
    spec = TaskSpec("Higher", "Higher, please", "It is higher.")
    done = run_at_once(
        lambda: take_as_rework(task=task, by=by, at=NOW),
        lambda: take_as_new_task(task=task, spec=spec, by=by, at=NOW),
        lambda: take_as_rework(task=task, by=by, at=NOW),
    )
    assert sum(isinstance(each, Task) for each in done) == 1
    assert all(isinstance(each, Task | Conflict) for each in done), done
    task.refresh_from_db()
    assert (task.wish, task.changes.count()) == (None, 1)
    assert Task.objects.count() == (2 if task.status == "confirmed" else 1)


def test_confirming_and_asking_for_changes_at_once_leaves_no_mark_on_finished_work() -> None:
    ticket = a_ticket(status="resolved")
    task = a_task(ticket, status="handed_over")
    client = contact_viewer(ticket.requester)
    run_at_once(
        lambda: confirm_work(ticket=ticket, by=client, at=NOW),
        lambda: ask_for_changes(ticket=ticket, letter=Letter("Higher"), by=client, at=NOW),
    )
    task.refresh_from_db()
    assert (task.status, task.wish is None) in (("confirmed", True), ("handed_over", False))
