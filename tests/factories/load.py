"""A department on the load board: people with skills and weeks, tasks that fill them, moves and alarms."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.factories.agreed import a_skill, a_task
from tests.factories.clients import a_project
from tests.factories.conversation import a_ticket
from tests.factories.people import NOW, a_department, an_employee
from tests.factories.presence import moscow, with_calendar
from tickets.models import Task
from workload.models import Department, Employee, EmployeeSkill, LoadMove, OverloadAlarm, Skill

# The Monday of the week of NOW, a Wednesday.
THIS_MONDAY = date(2026, 11, 16)


def a_busy_department(name: str = "") -> Department:
    """One that works five days a week, eight hours a day."""
    return with_calendar(a_department(name))


def a_specialist(department: Department, skill: Skill | None = None, *, level: int = 3, **over: Any) -> Employee:
    """Somebody with one skill."""
    person = an_employee("specialist", department=department, **over)
    if skill is not None:
        EmployeeSkill.objects.create(employee=person, skill=skill, level=level)
    return person


def due_in(days: int) -> datetime:
    """Six o'clock so many days from now."""
    return moscow(18, day=NOW.date() + timedelta(days=days))


def some_work(assignee: Employee, hours: int, days: int | None, skill: Skill | None = None, **over: Any) -> Task:
    """A task of so many agreed hours, due in so many days; None: without a deadline."""
    department = assignee.employments.get().department
    manager = over.pop("manager", None) or an_employee("manager", department=department)
    ticket = over.pop("ticket", None) or a_ticket(project=a_project(owner=manager), assignee=manager)
    fields = {"agreed_minutes": hours * 60, "skill": skill, "deadline_at": None if days is None else due_in(days)}
    return a_task(ticket, assignee=assignee, manager=manager, **{**fields, **over})


def an_overload(department: Department | None = None, **over: Any) -> tuple[Task, Employee, Employee]:
    """(a task that can go, who has too much, who has time), both with the same skill."""
    department = department or a_busy_department()
    skill = a_skill()
    full, free = a_specialist(department, skill), a_specialist(department, skill)
    some_work(full, 9, 1, a_skill())  # nobody else's to do
    return some_work(full, 6, 1, skill, **over), full, free


def a_move(task: Task, to: Employee, by: Employee, **over: Any) -> LoadMove:
    """A standing move of a task to somebody, as it is kept."""
    fields = {
        "department": task.ticket.department,
        "work_key": f"task:{task.pk}",
        "title": task.title,
        "url": f"/tasks/{task.pk}/",
        "from_employee": task.assignee,
        "minutes": 60,
        "state": "applied",
        "decided_by": by,
        "decided_at": NOW,
    }
    return LoadMove.objects.create(to_employee=to, **{**fields, **over})


def an_alarm(department: Department, raised_by: Employee | None = None, **over: Any) -> OverloadAlarm:
    """Raised by somebody for this week; without anybody, proposed by the desk."""
    fields = {
        "week_starts_on": THIS_MONDAY,
        "shortfall_minutes": 300,
        "raised_by": raised_by,
        "is_proposed": raised_by is None,
        "state": "raised" if raised_by else "proposed",
        "raised_at": NOW,
        "reason": "Two launches at once.",
        "before": {"demand": 3_000, "capacity": 2_400, "late": 600, "people": 1},
    }
    return OverloadAlarm.objects.create(department=department, **{**fields, **over})
