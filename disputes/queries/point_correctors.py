"""Who may not correct somebody's points because it is their own case, and who does so in their place (D10, P4)."""

from datetime import date, datetime

from django.db.models import F, Q

from disputes.models import Dispute
from support_desk.shared.roles import Role
from workload.models import Employee, Employment, RoleAssignment, Substitute
from workload.models.local_days import local_day


def directors_behind(employee_id: int | None, at: datetime) -> frozenset[int]:
    """Directors for whom the employee stands in, by the day that it is for each. One statement."""
    day = local_day(at, Employment.objects.all(), person="person")
    held = RoleAssignment.objects.at(at).filter(role=Role.DIRECTOR)
    named = Substitute.objects.alias(day=day).filter(starts_on__lte=F("day"), person__in=held.values("employee"))
    latest = dict(named.order_by("starts_on").values_list("person_id", "stands_in_id"))
    return frozenset(person for person, stands_in in latest.items() if stands_in == employee_id)


def is_own_case(person_id: int | None, employee: Employee, dispute: Dispute | None, month: date) -> bool:
    """Whether points of `employee` are the person's own case: their own, a named dispute they are a party to or have
    decided, or, where none is named, one between the two that is undecided or counts in `month`. One statement."""
    if person_id == employee.pk:
        return True
    if dispute is not None:
        return person_id in (dispute.initiator_id, dispute.respondent_id, dispute.decided_by_id)
    between = Q(initiator=person_id, respondent=employee) | Q(initiator=employee, respondent=person_id)
    pending = Q(pk__in=Dispute.objects.undecided().values("pk"))
    return Dispute.objects.filter(between).filter(pending | Q(decided_month=month)).exists()
