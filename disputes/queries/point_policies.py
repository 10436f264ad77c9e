"""Which policy of points a department has on a day (D0, M2)."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from disputes.models import PointPolicy


def policy_of(department_id: int, day: date) -> PointPolicy:
    """As `policies_of`, of one department. One statement."""
    return policies_of([department_id], day)[department_id]


def policy_for(department_id: int | None, day: date) -> PointPolicy:
    """As `policy_of`; without a department the one for all. One statement."""
    if department_id is not None:
        return policy_of(department_id, day)
    for_all = PointPolicy.objects.begun(day).filter(department__isnull=True).order_by("-starts_on").first()
    return for_all or PointPolicy()


def policies_of(department_ids: Collection[int], day: date) -> Mapping[int, PointPolicy]:
    """{department: its own policy in force on `day`, else the one for all, else the standard one}. One statement.

    The standard one has no key: it is the defaults of the model, and whoever keeps a policy keeps None for it.
    """
    rows = PointPolicy.objects.begun(day).filter(Q(department__in=department_ids) | Q(department__isnull=True))
    found = {row.department_id: row for row in rows.order_by("starts_on")}
    return {one: found.get(one) or found.get(None) or PointPolicy() for one in department_ids}
