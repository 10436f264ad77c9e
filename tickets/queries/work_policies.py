"""The rules of estimating in force in a department on a day (W2, C2)."""

from datetime import date

from django.db.models import F, Q

from tickets.models import WorkPolicy
from workload.models import Department


def policy_on(department: Department, day: date) -> WorkPolicy:
    """The department's own, else everybody's, else one of the defaults that was never saved. One statement."""
    known = WorkPolicy.objects.filter(Q(department=department) | Q(department__isnull=True), starts_on__lte=day)
    found = known.order_by(F("department_id").asc(nulls_last=True), "-starts_on").first()
    return found or WorkPolicy(department=None, starts_on=day)
