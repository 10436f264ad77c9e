"""Who hears what about tasks, once (W1, W4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from support_desk.shared import due, notices
from support_desk.shared.models import Notice
from tests.factories import NOW, a_cover_span, a_skill, a_task, a_ticket, an_employee, viewer
from tickets.actions.tasks.changing import change_task
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.actions.tasks.moving import move_task, offer_task
from tickets.actions.tasks.overdue import tell_overdue_tasks
from tickets.domain.tasks import TaskEvent as E
from tickets.models import Task, Ticket
from tickets.queries.task_people import candidates
from workload.models import Employee, EmployeeSkill

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket(status="open")


def told(employee: Employee) -> list[str]:
    rows = Notice.objects.filter(user=employee.user).order_by("pk")
    return [notices.words_of(row).title.partition(":")[0] for row in rows]


def test_each_side_hears_of_the_other_and_nobody_of_themselves(ticket: Ticket) -> None:
    specialist, manager = an_employee("specialist"), ticket.assignee
    spec = TaskSpec("Move it", "To the left.", "It stands there.", assignee=specialist)
    task = create_task(ticket=ticket, spec=spec, by=viewer(manager), at=NOW)
    worker, boss = viewer(specialist), viewer(manager)
    for event, by, said in (
        (E.ASK, worker, {"text": "Which?"}),
        (E.EXPLAIN, boss, {"text": "The first."}),
        (E.ACCEPT, worker, {}),
        (E.SUBMIT, worker, {}),
        (E.RETURN, boss, {"text": "Too low.", "reason": "criteria"}),
        (E.SUBMIT, worker, {}),
        (E.CHECK, boss, {}),
    ):
        task = move_task(task=task, event=event, by=by, at=NOW, **said)
    assert told(specialist) == [
        "A task is offered to you",
        "Your question was answered",
        "The task was returned",
        "The result was accepted",
    ]
    assert told(manager) == ["A question about the task"] + ["The task is done and waits to be checked"] * 2
    returned = Notice.objects.get(kind="task.return")
    assert returned.url == f"/tasks/{task.pk}/"
    assert "A criterion is not met\nToo low." in notices.words_of(returned).body


def test_a_declined_task_is_told_to_its_manager_and_offered_to_another(ticket: Ticket) -> None:
    task = a_task(ticket, status="offered")
    move_task(task=task, event=E.DECLINE, by=viewer(task.assignee), at=NOW, reason="skill")
    other = an_employee("specialist")
    offer_task(task=task, to=other, by=viewer(ticket.assignee), at=NOW)
    assert (told(ticket.assignee), told(other)) == (["The task was declined"], ["A task is offered to you"])


def test_another_with_the_skill_is_proposed_when_one_declines(ticket: Ticket) -> None:
    skill, first, second = a_skill("Layout"), an_employee("specialist"), an_employee("specialist")
    for person, level in ((first, 5), (second, 3)):
        EmployeeSkill.objects.create(employee=person, skill=skill, level=level)
    task = a_task(ticket, status="offered", assignee=first, skill=skill)
    move_task(task=task, event=E.DECLINE, by=viewer(first), at=NOW, reason="other", text="Not my language.")
    (notice,) = Notice.objects.filter(user=ticket.assignee.user)
    assert notices.words_of(notice).body.endswith(f"{second.name} has the skill and could take it.")
    offered = candidates(skill.pk, viewer(ticket.assignee), task_id=task.pk)
    assert [each.employee for each in offered] == [second, ticket.assignee, first]
    offer_task(task=task, to=second, by=viewer(ticket.assignee), at=NOW)
    move_task(task=task, event=E.DECLINE, by=viewer(second), at=NOW, reason="skill")
    last = Notice.objects.filter(user=ticket.assignee.user).latest("pk")
    assert "could take it" not in notices.words_of(last).body


def test_in_an_absence_who_covers_hears_of_it_too(ticket: Ticket) -> None:
    cover = an_employee("manager")
    a_cover_span(ticket, cover)
    task = a_task(ticket)
    move_task(task=task, event=E.SUBMIT, by=viewer(task.assignee), at=NOW)
    assert told(cover) == told(ticket.assignee) == ["The task is done and waits to be checked"]


def test_a_change_is_told_to_the_specialist_once(ticket: Ticket) -> None:
    task, boss = a_task(ticket), viewer(ticket.assignee)
    for _ in range(2):
        change_task(task=task, new={"title": "Another"}, by=boss, at=NOW)
    assert told(task.assignee) == ["The task was changed"]


@pytest.mark.parametrize(("offset", "count"), [(timedelta(seconds=-1), 2), (timedelta(), 2), (timedelta(seconds=1), 0)])
def test_a_deadline_passes_at_its_instant(ticket: Ticket, offset: timedelta, count: int) -> None:
    a_task(ticket, deadline_at=NOW + offset)
    assert tell_overdue_tasks(at=NOW) == count


def test_a_passed_deadline_is_told_once_and_a_new_one_again(ticket: Ticket) -> None:
    task = a_task(ticket, deadline_at=NOW - DAY)
    assert [due.run("tasks.overdue", at=NOW) for _ in range(2)] == [2, 0]
    Task.objects.filter(pk=task.pk).update(deadline_at=NOW + DAY)
    assert [tell_overdue_tasks(at=NOW + days * DAY) for days in (0, 1, 2)] == [0, 2, 0]
    assert told(task.assignee) == ["The deadline has passed"] * 2
    with timezone.override("Europe/Moscow"):
        body = notices.words_of(Notice.objects.filter(user=task.assignee.user).latest("pk")).body
    assert body == f"Ticket {ticket.number}. It was due 19.11 12:00; agree a new date with the client."


@pytest.mark.parametrize("status", ["handed_over", "confirmed", "cancelled"])
def test_what_is_done_is_not_overdue(ticket: Ticket, status: str) -> None:
    finished = None if status == "handed_over" else NOW
    a_task(ticket, status=status, finished_at=finished, deadline_at=NOW - DAY)
    assert tell_overdue_tasks(at=NOW) == 0
