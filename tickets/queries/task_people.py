"""To whom a task can be offered: by skill, presence and what they have to do already (W1)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import FINISHED
from tickets.models import Task
from workload.models import Absence, Employee, EmployeeSkill, RoleAssignment

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """`level` of the skill asked for, None where none was; `unfinished` tasks in their hands."""

    employee: Employee
    level: int | None
    is_absent: bool
    unfinished: int


def candidates(skill_id: int | None, viewer: Viewer) -> list[Candidate]:
    """Who has the skill, or every specialist where none is asked for: those present today first, then the highest
    level, then the fewest unfinished tasks. One's own name is always among them. One statement."""
    people = _people(skill_id, viewer)[:MOST_SHOWN]
    return [_candidate(person, skill_id) for person in people]


def _people(skill_id: int | None, viewer: Viewer) -> QuerySet[Employee, Any]:
    day = viewer.at.date()
    levels = EmployeeSkill.objects.filter(employee=OuterRef("pk"), skill_id=skill_id or 0)
    away = Absence.objects.in_force().holding(viewer.at).filter(employee=OuterRef("pk"))
    tasks = Task.objects.filter(assignee=OuterRef("pk")).exclude(status__in=FINISHED).order_by()
    counted = tasks.values("assignee").annotate(number=Count("pk")).values("number")
    specialists = RoleAssignment.objects.on(day).filter(role=Role.SPECIALIST).values("employee_id")
    able = Q(level__gt=0) if skill_id else Q(pk__in=specialists)
    return (
        Employee.objects.visible_to(viewer)
        .employed_on(day)
        .annotate(
            level=Coalesce(Subquery(levels.values("level")[:1]), 0),
            is_absent=Exists(away),
            unfinished=Coalesce(Subquery(counted), 0),
        )
        .filter(able | Q(pk=viewer.employee_id or 0))
        .order_by("is_absent", "-level", "unfinished", "name", "pk")
    )


def _candidate(person: Any, skill_id: int | None) -> Candidate:
    return Candidate(person, person.level if skill_id else None, person.is_absent, person.unfinished)
