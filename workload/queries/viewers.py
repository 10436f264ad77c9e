"""Building the Viewer of an employee, or of several, in one statement (P2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from support_desk.shared.kept_queries import KeptQuery
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from workload.covered import covered_at
from workload.models import Absence, AwayMark, Department, Employee, Employment, RoleAssignment


def viewer_for(user: User, at: datetime) -> Viewer:
    """Who `user` is at `at`: roles and departments of the day that it is for them, what they cover at that instant;
    nobody once they have left."""
    person = next(iter(KNOWN.rows(Viewer(at=at, user_id=user.pk))), None)
    return _viewer(person, user.pk, at) if person else Viewer(at=at, user_id=user.pk, name=str(user))


def viewers_of_employees(employee_ids: Iterable[int] | QuerySet[Any], at: datetime) -> dict[int, Viewer]:
    """{employee: viewer} of those who work here at `at`. One statement."""
    facts = _facts(at) | covered_at(at)
    known = Employee.objects.employed_at(at).filter(pk__in=employee_ids).annotate(**facts)
    rows = known.order_by("id").values("id", "user_id", "name", "timezone", *facts)
    return {row["id"]: _viewer(row, row["user_id"], at) for row in rows}


def _viewer(person: Mapping[str, Any], user_id: int, at: datetime) -> Viewer:
    return Viewer(
        at=at,
        user_id=user_id,
        employee_id=person["id"],
        name=person["name"],
        roles=frozenset(person["role_codes"]),
        department_ids=frozenset(person["worked_in"]),
        headed_department_ids=frozenset(person["heading"]),
        headless_department_ids=frozenset(person["without_head"]),
        covered_project_ids=frozenset(person.get("covering_projects") or ()),
        covered_ticket_ids=frozenset(person.get("covering_tickets") or ()),
        absent_until=person["absent_until"],
        away_until=person["away_until"],
        timezone=person["timezone"] or next(iter(person["zones"]), ""),
    )


def viewer_of_employee(employee: Employee, at: datetime) -> Viewer:
    """The viewer of an employee who acts by another channel than the browser (mail, demo, import)."""
    return viewer_for(employee.user, at)


def _known(account: Viewer) -> QuerySet[Employee, Any]:
    """Everything about the employee behind an account that a viewer needs."""
    facts = _facts(account.at) | covered_at(account.at)
    known = Employee.objects.employed_at(account.at).filter(user_id=account.user_id or 0)
    found: QuerySet[Employee, Any] = known.annotate(**facts).values("id", "name", "timezone", *facts)
    return found.order_by("id")[:1]


KNOWN = KeptQuery(_known)


def _facts(at: datetime) -> dict[str, Any]:
    own = OuterRef("pk")
    terms = Employment.objects.at(at).filter(employee=own)

    def ends(held: QuerySet[Any]) -> Subquery:
        return Subquery(held.filter(employee=own).values("ends_at")[:1])

    head_away = Absence.objects.in_force().holding(at).filter(employee=OuterRef("department__head"))
    headless = terms.filter(Q(department__head__isnull=True) | Exists(head_away))
    return {
        "absent_until": ends(Absence.objects.in_force().holding(at)),
        "away_until": ends(AwayMark.objects.holding(at)),
        "role_codes": ArraySubquery(RoleAssignment.objects.at(at).filter(employee=own).values("role")),
        "without_head": ArraySubquery(headless.values("department_id")),
        "worked_in": ArraySubquery(terms.values("department_id")),
        "zones": ArraySubquery(terms.values("department__timezone")),
        "heading": ArraySubquery(Department.objects.filter(head=own).order_by().values("pk")),
    }
