"""What is undecided when a party leaves ends without points (Y5)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from disputes.actions.held import BESIDE, move
from disputes.actions.silence import time_out
from disputes.domain.terms import DAY, start_of
from disputes.domain.workflow import DisputeEvent
from disputes.models import Dispute
from disputes.notifications.disputes import tell_lapsed
from disputes.queries.leavers import left_parties
from support_desk.shared.viewer import Viewer
from workload.domain.zones import zone_named
from workload.models import Employee


@transaction.atomic
def lapse_disputes_of(*, employee: Employee, by: Viewer, at: datetime) -> int:
    """Ends whatever the employee has not finished as a party; how many. What silence had decided by `at` stays so.
    `by`: who settles with them; the step is the desk's own."""
    parties = Q(initiator=employee) | Q(respondent=employee)
    rows = Dispute.objects.undecided().filter(parties).select_related(*BESIDE).order_by("id")
    lapsed = []
    for dispute in rows.select_for_update(of=("self",)):
        if _was_silent(dispute, employee, at):
            time_out([dispute], at=at)
            continue
        move(dispute, DisputeEvent.LAPSE, by=Viewer.system(at, name=by.name or "system"), at=at)
        lapsed.append(dispute)
    tell_lapsed(lapsed, at=at)
    return len(lapsed)


def lapse_disputes_of_leavers(*, at: datetime) -> int:
    """Does so for everybody whose last day is over; how many disputes. Any number may run at once."""
    people = Employee.objects.filter(pk__in=left_parties(at))
    return sum(lapse_disputes_of(employee=person, by=Viewer.system(at), at=at) for person in people)


def _was_silent(dispute: Dispute, employee: Employee, at: datetime) -> bool:
    """The term was over while the employee still worked here: not at the midnight at which they did no more."""
    if dispute.respond_by is None or dispute.respond_by > at:
        return False
    if employee.left_on is None:
        return True
    return dispute.respond_by < start_of(employee.left_on + DAY, zone_named(dispute.department.timezone))
