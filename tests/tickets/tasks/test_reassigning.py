"""A task goes to another specialist, by its manager or the head (W1, L7)."""

import pytest

from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.models import Notice
from tests.factories import NOW, a_task, a_ticket, an_employee, viewer
from tickets.actions.tasks.reassigning import reassign_task
from tickets.domain.tasks import TaskStatus, is_task_path
from tickets.models import Task
from tickets.work_moves import give_task
from workload.models import Employee
from workload.work_sources import WorkMove

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> Task:
    return a_task(status="in_progress")


@pytest.fixture
def other(task: Task) -> Employee:
    return an_employee("specialist", department=task.ticket.department)


def test_both_specialists_hear_of_it_and_the_history_says_why(task: Task, other: Employee) -> None:
    former = task.assignee
    assert former is not None
    given = reassign_task(task=task, to=other, reason="She has time.", by=viewer(task.manager), at=NOW)
    assert (given.assignee, given.status) == (other, "offered")
    step = task.changes.get()
    assert (step.event, step.before, step.after, step.text) == ("offer", "in_progress", "offered", "She has time.")
    told = {notice.user_id: notice.kind for notice in Notice.objects.all()}
    assert told == {other.user_id: "task.offer", former.user_id: "task.given_away"}


def test_who_gives_a_task_away(task: Task, other: Employee) -> None:
    department = task.ticket.department
    for role, may in (("operator", False), ("specialist", False), ("head", True)):
        person = an_employee(role, department=department) if role != "specialist" else task.assignee
        assert person is not None
        if may:
            assert reassign_task(task=task, to=other, reason="", by=viewer(person), at=NOW).assignee == other
        else:
            with pytest.raises(NotAllowed):
                reassign_task(task=task, to=other, reason="", by=viewer(person), at=NOW)


def test_who_has_left_or_has_it_already_does_not_get_it(task: Task) -> None:
    gone = an_employee("specialist", department=task.ticket.department, left_on=NOW.date().replace(day=1))
    for to in (gone, task.assignee):
        assert to is not None
        with pytest.raises(Refused):
            reassign_task(task=task, to=to, reason="", by=viewer(task.manager), at=NOW)


@pytest.mark.parametrize("status", ["submitted", "rework", "checked"])
def test_what_is_handed_in_or_to_be_mended_stays(other: Employee, task: Task, status: str) -> None:
    Task.objects.filter(pk=task.pk).update(status=status)
    with pytest.raises(Refused):
        reassign_task(task=task, to=other, reason="", by=viewer(task.manager), at=NOW)


def test_a_move_knows_who_had_it_and_is_taken_back_only_untouched(task: Task, other: Employee) -> None:
    by, key = viewer(task.manager), f"task:{task.pk}"
    first_id = task.assignee_id
    assert first_id is not None
    with pytest.raises(Conflict, match="has it now"):
        give_task(WorkMove(key, other.pk, first_id, ""), by=by, at=NOW)
    assert give_task(WorkMove(key, first_id, other.pk, ""), by=by, at=NOW)
    Task.objects.filter(pk=task.pk).update(status="accepted")
    back = WorkMove(key, other.pk, first_id, "", is_undo=True)
    with pytest.raises(Conflict, match="Accepted"):
        give_task(back, by=by, at=NOW)
    Task.objects.filter(pk=task.pk).update(status="offered")
    assert give_task(back, by=by, at=NOW)
    task.refresh_from_db()
    assert (task.assignee_id, task.status) == (first_id, "in_progress")
    assert is_task_path([TaskStatus(step.after) for step in task.changes.order_by("pk")])


def test_a_declined_task_that_nobody_has_is_nobodys_to_move(task: Task, other: Employee) -> None:
    Task.objects.filter(pk=task.pk).update(status="declined", assignee=None)
    with pytest.raises(Conflict, match="nobody"):
        give_task(WorkMove(f"task:{task.pk}", other.pk, other.pk, ""), by=viewer(task.manager), at=NOW)


def test_keys_of_others_and_tasks_out_of_sight(task: Task, other: Employee) -> None:
    stranger = viewer(an_employee("manager"))
    assert not give_task(WorkMove("plan:7", 1, other.pk, ""), by=stranger, at=NOW)
    assert not give_task(WorkMove("task:x", 1, other.pk, ""), by=stranger, at=NOW)
    with pytest.raises(Refused, match="no such task"):
        give_task(WorkMove(f"task:{task.pk}", 1, other.pk, ""), by=stranger, at=NOW)


def test_a_closed_ticket_gives_nothing_away(other: Employee) -> None:
    task = a_task(a_ticket(status="closed", closed_at=NOW))
    with pytest.raises(Refused, match="closed"):
        reassign_task(task=task, to=other, reason="", by=viewer(task.manager), at=NOW)
