"""What the board of a department is drawn from, but for days and work: the department itself, its people with their
terms, and former moves (L7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import Case, DateField, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, JSONObject

from support_desk.shared.viewer import Viewer
from workload.domain.load import DAYS
from workload.domain.planned import Term
from workload.models import Department, Employment
from workload.models.local_days import WallClock
from workload.queries.load.departments import LoadDepartment, department_from, load_departments
from workload.queries.load.former import FormerMoves, former_moves, standing_told, turned_down_told
from workload.queries.load.people import LoadPerson, people_told, person_from
from workload.queries.terms import terms_read

MOST_WEEKS: Final = 8


@dataclass(frozen=True, slots=True)
class LoadPlace:
    """`departments`: all that the viewer may choose from. `people`: who works there today, by name, for rules: a board
    that is not seen whole shows the viewer alone. `terms`: theirs of all weeks."""

    departments: Sequence[LoadDepartment]
    department: LoadDepartment
    people: Sequence[LoadPerson]
    terms: Mapping[int, Sequence[Term]]
    former: FormerMoves


def load_place(viewer: Viewer, department_id: int | None = None, *, employee_id: int | None = None) -> LoadPlace | None:
    """The department that is asked for, or where that person works today; without a wish one's own before those that
    one only looks after. None for one whose board the viewer may not see.

    One statement, and one more for calendars this process has not read yet.
    """
    rows = list(_rows(viewer, department_id, employee_id))
    drawn = next((row for row in rows if row.drawn is not None), None)
    if drawn is None:
        return None
    told = drawn.drawn
    return LoadPlace(
        departments=[department_from(row, viewer) for row in rows],
        department=department_from(drawn, viewer),
        people=[person_from(person) for person in told["people"]],
        terms=terms_read(term for person in told["people"] for term in person["terms"]),
        former=former_moves(told["standing"], told["turned_down"]),
    )


def _rows(viewer: Viewer, department_id: int | None, employee_id: int | None) -> QuerySet[Any]:
    """The departments; `drawn`: of the one that is drawn all the rest, of the others None."""
    # The first Monday lies no further back, whatever day it is there; the last Sunday no further ahead.
    first, last = viewer.at.date() - timedelta(days=DAYS), viewer.at.date() + timedelta(days=DAYS * (MOST_WEEKS + 1))
    rest = JSONObject(
        people=people_told(_employed(viewer), viewer, first, last),
        standing=standing_told(viewer),
        turned_down=turned_down_told(),
    )
    asked = Subquery(_asked(viewer, department_id, employee_id).values("pk")[:1])
    drawn = Case(When(pk=asked, then=rest), default=None)
    return load_departments(viewer).annotate(drawn=drawn).order_by("name")


def _asked(viewer: Viewer, department_id: int | None, employee_id: int | None) -> QuerySet[Department]:
    """The first of them is drawn."""
    own = viewer.department_ids | viewer.headed_department_ids
    asked = load_departments(viewer).order_by(Case(When(pk__in=own, then=0), default=1), "name")
    if department_id is not None:
        asked = asked.filter(pk=department_id)
    return asked if employee_id is None else asked.filter(Exists(_employed(viewer).filter(employee=employee_id)))


def _employed(viewer: Viewer) -> QuerySet[Employment]:
    """Who works in the department of the outer row on the day that it is there."""
    today = Cast(WallClock(OuterRef("timezone"), Value(viewer.at)), DateField())
    return Employment.objects.on(today).filter(department=OuterRef("pk"))
