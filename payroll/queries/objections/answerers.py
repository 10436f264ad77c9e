"""For whose pay somebody answers, and who answers for somebody's (P4)."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import OuterRef, Q, Subquery

from payroll.models.answering import answered_by
from payroll.queries.runs.deciding import substitutes_of
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, Employment
from workload.models.people import EmployeeQuerySet
from workload.queries.deciders import directors

LEFT_WITHIN: Final = timedelta(days=366)


def people_answered_by(viewer: Viewer) -> EmployeeQuerySet:
    """Those whose pay the viewer may propose to change, with `place`: the department they work in now, or did last."""
    latest = Employment.objects.begun(viewer.at).filter(employee=OuterRef("pk")).order_by("-starts_on")
    placed = Employee.objects.annotate(
        place=Subquery(latest.values("department")[:1]), place_head=Subquery(latest.values("department__head")[:1])
    )
    return placed.filter(answered_by(viewer, employee="pk", department="place", head="place_head"))


def people_to_pay_more(viewer: Viewer) -> EmployeeQuerySet:
    """Those of them who work here, and who has left within a year: what is in their favour is paid to them as well."""
    here = Employee.objects.employed_at(viewer.at).values("pk")
    since = viewer.at.date() - LEFT_WITHIN
    return people_answered_by(viewer).filter(Q(pk__in=here) | Q(left_on__gte=since)).order_by("name")


def answers_for_somebody(viewer: Viewer) -> bool:
    """Whether the viewer may propose anything. One statement."""
    return people_answered_by(viewer).employed_at(viewer.at).exists()


def answerers_of(employee: Employee, department: Department, at: datetime, *, but: int | None = None) -> set[int]:
    """Whom to ask about the employee's pay, `but` who asks. The head, of the head's own their manager, else the
    directors; of a director's another one, else the substitute. Where nobody is left, the directors, and at last who
    stands in for `but`. Five statements at most."""
    left_out = {employee.pk, but or 0}
    found = _first_asked(employee, department, at) - left_out
    return found or directors(at) - left_out or _substitutes(but, at) - left_out


def _first_asked(employee: Employee, department: Department, at: datetime) -> set[int]:
    directing = directors(at)
    if employee.pk in directing:
        return (directing - {employee.pk}) or _substitutes(employee.pk, at)
    if department.head_id == employee.pk:
        return {employee.manager_id} if employee.manager_id else directing
    return {department.head_id} if department.head_id else directing


def _substitutes(person_id: int | None, at: datetime) -> set[int]:
    return substitutes_of([person_id], at) if person_id else set()
