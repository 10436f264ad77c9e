"""Which plans somebody reads for giving them to others: what a plan says of sums is no more theirs than the pay of whom
it pays (P2, P4)."""

from typing import Any

from django.db.models import Exists, F, Q, QuerySet

from payroll.models.answering import answered_people, is_director
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, RoleAssignment


def given_by(viewer: Viewer, plans: QuerySet[Any]) -> Q:
    """Of `plans`, published ones in use: whoever answers for somebody's pay gives those of the staff; for a head's,
    those of heads too; for a director's, all."""
    answered = answered_people(viewer)
    heads, bosses = answered.filter(employee=F("department__head")), answered.filter(is_director(viewer, "employee"))
    gives = Q(Exists(answered)) & of_staff(viewer, plans)
    gives |= Q(Exists(heads)) & ~of_directors(viewer, plans) | Q(Exists(bosses))
    return Q(is_active=True, versions__published_at__isnull=False) & gives


def of_staff(viewer: Viewer, plans: QuerySet[Any]) -> Q:
    """By its position no head's, and not paying leaders alone."""
    leaders = Employee.objects.filter(_leads(viewer))
    alone = Q(pk__in=_paying(viewer, plans, leaders)) & ~Q(pk__in=_paying(viewer, plans, _others(leaders)))
    return ~Q(position="head") & ~alone


def of_directors(viewer: Viewer, plans: QuerySet[Any]) -> Q:
    """Paying directors alone."""
    bosses = Employee.objects.filter(pk__in=_holding(viewer, Role.DIRECTOR))
    return Q(pk__in=_paying(viewer, plans, bosses)) & ~Q(pk__in=_paying(viewer, plans, _others(bosses)))


def _leads(viewer: Viewer) -> Q:
    """Heads by name or by role, and directors."""
    named = Department.objects.filter(head__isnull=False).values("head")
    return Q(pk__in=named) | Q(pk__in=_holding(viewer, Role.HEAD, Role.DIRECTOR))


def _holding(viewer: Viewer, *roles: Role) -> QuerySet[Any]:
    return RoleAssignment.objects.at(viewer.at).filter(role__in=roles).values("employee")


def _others(people: QuerySet[Employee]) -> QuerySet[Employee]:
    return Employee.objects.exclude(pk__in=people.values("pk"))


def _paying(viewer: Viewer, plans: QuerySet[Any], people: QuerySet[Employee]) -> QuerySet[Any]:
    """What pays one of them now or later."""
    not_over = Q(assignments__ends_on__isnull=True) | Q(assignments__ends_on__gte=viewer.at.date())
    return plans.filter(not_over, assignments__employee__in=people.values("pk")).values("pk")
