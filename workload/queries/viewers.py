"""Building the Viewer of an employee in one statement (P2)."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from workload.covered import covered_at
from workload.models import Employee


def viewer_for(user: User, at: datetime) -> Viewer:
    """Who `user` is at `at`: roles and departments of that day, what they cover at that instant; nobody once they have
    left."""
    day = at.date()
    facts = _facts(day) | covered_at(at)
    known = Employee.objects.employed_on(day).filter(user=user).annotate(**facts)
    person = known.values("id", "name", "timezone", *facts).first()
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
        timezone=person["timezone"] or next(iter(person["zones"]), ""),
    )


def viewer_of_employee(employee: Employee, at: datetime) -> Viewer:
    """The viewer of an employee who acts by another channel than the browser (mail, demo, import)."""
    return viewer_for(employee.user, at)


def _facts(day: date) -> dict[str, Any]:
    def holds(relation: str) -> Q:
        open_end = Q(**{f"{relation}__ends_on__isnull": True}) | Q(**{f"{relation}__ends_on__gte": day})
        return open_end & Q(**{f"{relation}__starts_on__lte": day})

    def distinct(path: str, condition: Q) -> ArrayAgg:
        return ArrayAgg(path, distinct=True, filter=condition, default=[])

    return {
        "role_codes": distinct("role_assignments__role", holds("role_assignments")),
        "worked_in": distinct("employments__department_id", holds("employments")),
        "zones": distinct("employments__department__timezone", holds("employments")),
        "heading": distinct("headed_departments__id", Q(headed_departments__isnull=False)),
    }
