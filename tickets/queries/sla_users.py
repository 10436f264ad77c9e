"""Which departments count by a policy or by the calendar of one (S1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, Q, QuerySet

from tickets.models import Contract, DepartmentPolicy, SlaPolicy
from workload.models import Department
from workload.queries.calendar_users import active_departments


def departments_promising(policy: SlaPolicy, at: datetime) -> set[int]:
    """Departments that have the policy, or a contract with it that is not over; all of them for the default one. Two
    statements at most."""
    everybody = active_departments() if policy.is_default else set[int]()
    named = DepartmentPolicy.objects.filter(policy=policy).values("department_id")
    contracted = not_over(at).filter(sla_policy=policy).values("project__department_id")
    return everybody | set(_ids(Q(pk__in=named) | Q(pk__in=contracted)))


def departments_of_calendar(calendar_id: int, at: datetime) -> Iterable[int]:
    """Departments with a policy or a contract that counts by it; all of them when the default policy does."""
    named = DepartmentPolicy.objects.filter(policy__calendar=calendar_id).values("department_id")
    by_it = Q(calendar=calendar_id) | Q(calendar__isnull=True, sla_policy__calendar=calendar_id)
    contracted = not_over(at).filter(by_it).values("project__department_id")
    is_usual = Exists(SlaPolicy.objects.filter(calendar=calendar_id, is_default=True))
    return _ids(Q(pk__in=named) | Q(pk__in=contracted) | Q(is_usual, is_active=True))


def not_over(at: datetime) -> QuerySet[Contract]:
    """Contracts of today and of days to come. Somewhere it is still the day before."""
    return Contract.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=at.date() - timedelta(days=1)))


def _ids(where: Q) -> Iterable[int]:
    return Department.objects.filter(where).order_by().values_list("pk", flat=True)
