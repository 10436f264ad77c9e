"""To whom a task can be offered: by skill, presence and what they have to do already (W1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import FINISHED, TaskEvent
from tickets.models import Task, TaskChange
from workload.models import Absence, Employee, EmployeeSkill, RoleAssignment

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """`level` of the skill asked for, None where none was; `unfinished` tasks in their hands; `has_declined` the task
    that is to be offered."""

    employee: Employee
    level: int | None
    is_absent: bool
    unfinished: int
    has_declined: bool


def candidates(skill_id: int | None, viewer: Viewer, *, task_id: int | None = None) -> list[Candidate]:
    """Who has the skill, or every specialist where none is asked for: those present today first, then the highest
    level, then the fewest unfinished tasks; whoever has declined the task `task_id` comes last. One's own name is
    always among them. One statement."""
    people = _people(skill_id, viewer, task_id)[:MOST_SHOWN]
    return [_candidate(person, skill_id) for person in people]


def _people(skill_id: int | None, viewer: Viewer, task_id: int | None) -> QuerySet[Employee, Any]:
    day = viewer.at.date()
    levels = EmployeeSkill.objects.filter(employee=OuterRef("pk"), skill_id=skill_id or 0)
    away = Absence.objects.in_force().holding(viewer.at).filter(employee=OuterRef("pk"))
    tasks = Task.objects.filter(assignee=OuterRef("pk")).exclude(status__in=FINISHED).order_by()
    counted = tasks.values("assignee").annotate(number=Count("pk")).values("number")
    declined = TaskChange.objects.filter(task_id=task_id or 0, event=TaskEvent.DECLINE, by=OuterRef("user"))
    specialists = RoleAssignment.objects.on(day).filter(role=Role.SPECIALIST).values("employee_id")
    able = Q(level__gt=0) if skill_id else Q(pk__in=specialists)
    return (
        Employee.objects.visible_to(viewer)
        .employed_on(day)
        .annotate(
            level=Coalesce(Subquery(levels.values("level")[:1]), 0),
            is_absent=Exists(away),
            has_declined=Exists(declined),
            unfinished=Coalesce(Subquery(counted), 0),
        )
        .filter(able | Q(pk=viewer.employee_id or 0))
        .order_by("has_declined", "is_absent", "-level", "unfinished", "name", "pk")
    )


def proposed_instead(task: Task, at: datetime) -> str:
    """The name of the best one who has not declined the task and is here; "" when there is nobody. One statement."""
    found = candidates(task.skill_id, Viewer.system(at), task_id=task.pk)[:1]
    return next((each.employee.name for each in found if not each.has_declined and not each.is_absent), "")


def _candidate(person: Any, skill_id: int | None) -> Candidate:
    return Candidate(
        person, person.level if skill_id else None, person.is_absent, person.unfinished, person.has_declined
    )
