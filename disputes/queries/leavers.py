"""Parties of undecided disputes who do not work here any more."""

from datetime import datetime

from django.db.models import Q

from disputes.models import Dispute
from workload.models import Employee


def left_parties(at: datetime) -> list[int]:
    """Employees, in order of their ids. Two statements at most."""
    has_last_day = Q(initiator__left_on__isnull=False) | Q(respondent__left_on__isnull=False)
    rows = Dispute.objects.undecided().filter(has_last_day).values_list("initiator_id", "respondent_id")
    parties = {party for sides in rows for party in sides}
    if not parties:
        return []
    here = Employee.objects.employed_at(at).filter(pk__in=parties).values_list("pk", flat=True)
    return sorted(parties - set(here))
