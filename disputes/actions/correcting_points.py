"""Corrections of points: a posting of its own, with a reason, by the director, or by the substitute (D10, P4)."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.domain.ledger import month_of
from disputes.models import Dispute, Posting
from disputes.notifications.points import tell_corrected
from disputes.point_permissions import check_can_correct_points
from support_desk.shared import audit
from support_desk.shared.changing import save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.domain.zones import zone_named
from workload.models import Department, Employee, Employment

MOST: Final = 100


@transaction.atomic
def correct_points(
    *, employee: Employee, points: int, reason: str, dispute: Dispute | None = None, by: Viewer, at: datetime
) -> Posting:
    """Gives (or, below zero, takes) points in the running month of the employee's department. Refused, naming the
    field: no points or more than a hundred, no reason, somebody who works nowhere, a dispute of others."""
    department = _department_of(employee, at)
    month = _month(department, at)
    check_can_correct_points(by, employee, dispute, month)
    if not 0 < abs(points) <= MOST:
        raise Refused(_("Correct by 1 to %(most)d points, more or less.") % {"most": MOST}, field="points")
    if not reason.strip():
        raise Refused(_("Say why: the person reads it."), field="reason")
    if dispute is not None and employee.pk not in (dispute.initiator_id, dispute.respondent_id):
        raise Refused(_("This person is no party of that dispute."), field="dispute")
    posting = Posting(
        employee=employee,
        department=department,
        month=month,
        points=points,
        cause=Posting.Cause.CORRECTION,
        dispute=dispute,
        is_cross=_is_cross(dispute),
        posted_at=at,
        posted_by_id=by.employee_id,
        reason=reason.strip(),
    )
    save_valid(posting)
    after = {"employee": employee.name, "points": points, "reason": posting.reason, "month": posting.month}
    audit.record(action="points.correct", target=posting, by=by, at=at, after=after, scope=f"posting:{employee.pk}")
    tell_corrected(posting, at=at)
    return posting


def _department_of(employee: Employee, at: datetime) -> Department:
    """Where they work: its policy pays, its clock gives the month."""
    terms = Employment.objects.at(at).filter(employee__in=Employee.objects.employed_at(at), employee=employee)
    found = terms.select_related("department").first()
    if found is None:
        raise Refused(_("This person works in no department now."), field="employee")
    return found.department


def _is_cross(dispute: Dispute | None) -> bool:
    """As its outcome was posted; before an outcome as it was opened. Past the pool goes what went past it before."""
    if dispute is None:
        return False
    outcome = Posting.objects.filter(dispute=dispute).exclude(cause=Posting.Cause.CORRECTION).order_by("-pk").first()
    return dispute.is_cross if outcome is None else outcome.is_cross


def _month(department: Department, at: datetime) -> date:
    return month_of(at, zone_named(department.timezone))
