"""The people on a load board (L7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from support_desk.shared.viewer import Viewer
from workload.domain.moves import NOBODY
from workload.models import Absence, EmployeeSkill, Employment
from workload.queries.terms import terms_told


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


def people_told(rows: QuerySet[Employment], viewer: Viewer, first: date, last: date) -> ArraySubquery:
    """Of these employments, which are the outer row's, by name, with all terms of theirs that touch the days."""
    person = {"id": "employee_id", "name": "employee__name", "position": "position__name"}
    told = JSONObject(**person, levels=_levels(), covers=_covers(viewer), terms=terms_told("employee", first, last))
    return ArraySubquery(rows.order_by("employee__name", "employee_id").values(told=told))


def person_from(told: Mapping[str, Any]) -> LoadPerson:
    """One of `people_told`."""
    return LoadPerson(
        id=told["id"],
        name=told["name"],
        position=told["position"],
        skills={held["skill"]: held["level"] for held in told["levels"]},
        skill_names={held["skill"]: held["name"] for held in told["levels"]},
        covers={named["absence"]: named["cover"] for named in told["covers"]},
    )


def _covers(viewer: Viewer) -> ArraySubquery:
    named = Absence.objects.in_force().filter(employee=OuterRef("employee"), cover__isnull=False)
    to_come = named.filter(ends_at__gt=viewer.at).order_by("pk")
    return ArraySubquery(to_come.values(found=JSONObject(absence="pk", cover="cover_id")))


def _levels() -> ArraySubquery:
    held = EmployeeSkill.objects.filter(employee=OuterRef("employee")).order_by("skill__name")
    return ArraySubquery(held.values(found=JSONObject(skill="skill_id", level="level", name="skill__name")))
