"""Which rules about rosters, load and onboarding a department has on a day."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from workload.domain.policies import STANDARD, WorkloadRules
from workload.models import WorkloadPolicy


def rules_of(department_id: int, day: date) -> WorkloadRules:
    """The department's own in force on `day`, else those for all, else the standard ones. One statement."""
    return rules_of_departments([department_id], day)[department_id]


def rules_of_departments(ids: Collection[int], day: date) -> Mapping[int, WorkloadRules]:
    """{department: its rules} for each of `ids`. One statement."""
    rows = WorkloadPolicy.objects.filter(Q(department__in=ids) | Q(department__isnull=True), starts_on__lte=day)
    found = {row.department_id: row.rules() for row in rows.order_by("starts_on")}
    return {one: found.get(one) or found.get(None) or STANDARD for one in ids}
