"""The people on a load board (L7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from support_desk.shared.viewer import Viewer
from workload.domain.moves import NOBODY
from workload.models import EmployeeSkill, Employment
from workload.queries.load.departments import LoadDepartment


@dataclass(frozen=True, slots=True)
class LoadPerson:
    """`skills`: {skill: level}; `skill_names`: {skill: name}."""

    id: int
    name: str
    position: str
    skills: Mapping[int, int]
    skill_names: Mapping[int, str]


def nobody() -> LoadPerson:
    """The row of what waits for somebody."""
    return LoadPerson(NOBODY, _("Nobody"), _("Waits for a specialist"), {}, {})


def load_people(department: LoadDepartment, viewer: Viewer, employee_id: int | None = None) -> list[LoadPerson]:
    """Who works in the department today, by name, or one of them; of a board that is not seen whole only the viewer.
    One statement."""
    terms = Employment.objects.on(department.today(viewer)).filter(department=department.id)
    if employee_id is not None:
        terms = terms.filter(employee=employee_id)
    if not department.is_whole:
        terms = terms.filter(employee=viewer.employee_id)
    rows = terms.annotate(levels=_levels()).order_by("employee__name", "employee").values_list(
        "employee_id", "employee__name", "position__name", "levels"
    )  # fmt: skip
    return [
        LoadPerson(
            id=pk,
            name=name,
            position=position,
            skills={held["skill"]: held["level"] for held in levels},
            skill_names={held["skill"]: held["name"] for held in levels},
        )
        for pk, name, position, levels in rows
    ]


def _levels() -> ArraySubquery:
    held = EmployeeSkill.objects.filter(employee=OuterRef("employee")).order_by("skill__name")
    return ArraySubquery(held.values(found=JSONObject(skill="skill_id", level="level", name="skill__name")))
