"""Who may decide on a complaint, to be told of it: the same people as `can_decide` says (S6, P4)."""

from datetime import datetime

from disputes.models import Complaint
from support_desk.shared.roles import Role
from workload.domain.zones import zone_named
from workload.models import Department, Employee, Employment, RoleAssignment, Substitute
from workload.queries.deciders import directors


def deciders_of(complaint: Complaint, at: datetime) -> set[int]:
    """The directors, the heads of other departments, and the substitutes of directors whom it concerns; only who works
    here at `at`. Five statements."""
    other = Department.objects.filter(is_active=True).exclude(pk=complaint.department_id)
    named = set(other.filter(head__isnull=False).values_list("head_id", flat=True))
    found = directors(at) | named | _by_role(complaint, at) | _substitutes(complaint, at)
    here = Employee.objects.employed_at(at).filter(pk__in=found).values_list("pk", flat=True)
    return set(here) - {*complaint.concerned_ids, complaint.department.head_id}


def _by_role(complaint: Complaint, at: datetime) -> set[int]:
    """Who holds the head's role in another department."""
    terms = Employment.objects.at(at).exclude(department=complaint.department_id)
    held = RoleAssignment.objects.at(at).filter(role=Role.HEAD, employee__in=terms.values("employee"))
    return set(held.values_list("employee_id", flat=True))


def _substitutes(complaint: Complaint, at: datetime) -> set[int]:
    """By the day that it is in the complaint's department."""
    today = at.astimezone(zone_named(complaint.department.timezone)).date()
    named = Substitute.objects.begun(today).filter(person__in=complaint.concerned_ids).order_by("starts_on")
    return set(dict(named.values_list("person_id", "stands_in_id")).values())
