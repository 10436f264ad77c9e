"""I7 of tasks: a slip behind the triggers is named."""

import pytest
from django.db import connection

from support_desk.invariants.task_paths import check
from tests.factories import NOW, a_ticket, an_employee, viewer
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.actions.tasks.moving import move_task
from tickets.domain.tasks import TaskEvent
from tickets.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def task() -> Task:
    ticket, specialist = a_ticket(status="open"), an_employee("specialist")
    spec = TaskSpec("Move it", "To the left.", "It stands there.", assignee=specialist)
    task = create_task(ticket=ticket, spec=spec, by=viewer(ticket.assignee), at=NOW)
    return move_task(task=task, event=TaskEvent.ACCEPT, by=viewer(specialist), at=NOW)


def broken() -> list[str]:
    return [f"{row.object}: {row.detail}" for row in check()]


def slip(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET session_replication_role = origin")


def test_what_actions_wrote_is_a_path(task: Task) -> None:
    assert broken() == []


def test_a_step_that_the_table_forbids(task: Task) -> None:
    slip("UPDATE tickets_taskchange SET event = 'check' WHERE after = 'accepted'")
    assert broken() == [f"task {task.pk}: went from offered by check to accepted"]


def test_a_jump_and_a_history_that_begins_nowhere(task: Task) -> None:
    slip("DELETE FROM tickets_taskchange WHERE before = ''")
    assert broken() == [f"task {task.pk}: was , and its next change starts from offered"]


def test_a_history_that_ends_elsewhere(task: Task) -> None:
    slip("UPDATE tickets_task SET status = 'submitted' WHERE id = %s", task.pk)
    assert broken() == [f"task {task.pk}: is submitted, its history ends at accepted"]
