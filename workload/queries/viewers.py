"""Building the Viewer of an employee in one statement (P2)."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Q, QuerySet, Subquery

from support_desk.shared.kept_queries import KeptQuery
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from workload.covered import covered_at
from workload.models import Absence, AwayMark, Employee


def viewer_for(user: User, at: datetime) -> Viewer:
    """Who `user` is at `at`: roles and departments of that day, what they cover at that instant; nobody once they have
    left."""
    person = next(iter(KNOWN.rows(Viewer(at=at, user_id=user.pk))), None)
    if person is None:
        return Viewer(at=at, user_id=user.pk, name=str(user))
    return Viewer(
        at=at,
        user_id=user.pk,
        employee_id=person["id"],
        name=person["name"],
        roles=frozenset(person["role_codes"]),
        department_ids=frozenset(person["worked_in"]),
        headed_department_ids=frozenset(person["heading"]),
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
    known = Employee.objects.employed_on(account.at.date()).filter(user_id=account.user_id or 0)
    found: QuerySet[Employee, Any] = known.annotate(**facts).values("id", "name", "timezone", *facts)
    return found.order_by("id")[:1]


KNOWN = KeptQuery(_known)


def _facts(at: datetime) -> dict[str, Any]:
    day = at.date()

    def holds(relation: str) -> Q:
        open_end = Q(**{f"{relation}__ends_on__isnull": True}) | Q(**{f"{relation}__ends_on__gte": day})
        return open_end & Q(**{f"{relation}__starts_on__lte": day})

    def distinct(path: str, condition: Q) -> ArrayAgg:
        return ArrayAgg(path, distinct=True, filter=condition, default=[])

    def ends(held: QuerySet[Any]) -> Subquery:
        return Subquery(held.filter(employee=OuterRef("pk")).values("ends_at")[:1])

    return {
        "absent_until": ends(Absence.objects.in_force().holding(at)),
        "away_until": ends(AwayMark.objects.holding(at)),
        "role_codes": distinct("role_assignments__role", holds("role_assignments")),
        "worked_in": distinct("employments__department_id", holds("employments")),
        "zones": distinct("employments__department__timezone", holds("employments")),
        "heading": distinct("headed_departments__id", Q(headed_departments__isnull=False)),
    }
