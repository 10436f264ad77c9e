"""The people on a load board (L7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from support_desk.shared.viewer import Viewer
from workload.domain.moves import NOBODY
from workload.models import Absence, EmployeeSkill, Employment
from workload.queries.load.departments import LoadDepartment


@dataclass(frozen=True, slots=True)
class LoadPerson:
    """`skills`: {skill: level}; `skill_names`: {skill: name}; `covers`: {absence to come: whom they named for it}."""

    id: int
    name: str
    position: str
    skills: Mapping[int, int]
    skill_names: Mapping[int, str]
    covers: Mapping[int, int]


def nobody() -> LoadPerson:
    """The row of what waits for somebody."""
    return LoadPerson(NOBODY, _("Nobody"), _("Waits for a specialist"), {}, {}, {})


def load_people(department: LoadDepartment, viewer: Viewer) -> list[LoadPerson]:
    """Who works in the department today, by name, for rules: a board that is not seen whole shows the viewer alone. One
    statement."""
    terms = Employment.objects.on(department.today(viewer)).filter(department=department.id)
    rows = terms.annotate(levels=_levels(), covers=_covers(viewer)).order_by("employee__name", "employee").values_list(
        "employee_id", "employee__name", "position__name", "levels", "covers"
    )  # fmt: skip
    return [
        LoadPerson(
            id=pk,
            name=name,
            position=position,
            skills={held["skill"]: held["level"] for held in levels},
            skill_names={held["skill"]: held["name"] for held in levels},
            covers={named["absence"]: named["cover"] for named in covers},
        )
        for pk, name, position, levels, covers in rows
    ]


def _covers(viewer: Viewer) -> ArraySubquery:
    named = Absence.objects.in_force().filter(employee=OuterRef("employee"), cover__isnull=False)
    to_come = named.filter(ends_at__gt=viewer.at).order_by("pk")
    return ArraySubquery(to_come.values(found=JSONObject(absence="pk", cover="cover_id")))


def _levels() -> ArraySubquery:
    held = EmployeeSkill.objects.filter(employee=OuterRef("employee")).order_by("skill__name")
    return ArraySubquery(held.values(found=JSONObject(skill="skill_id", level="level", name="skill__name")))
