"""Confirming and rejecting a complaint: never by those whom it concerns, always with a reason (S6, P4)."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.actions.complaints.telling import tell_decided
from disputes.complaint_permissions import check_can_decide
from disputes.domain.complaints import EVENT_OF, ComplaintEvent, ComplaintState, after
from disputes.models import Complaint
from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer

LONGEST_REASON: Final = 2_000


@transaction.atomic
def decide_complaint(
    *, complaint: Complaint, event: ComplaintEvent, reason: str, by: Viewer, at: datetime
) -> Complaint:
    """`complaint`: one that `by` sees. Saying the same again is once; NotAllowed for those whom it concerns and who is
    no decider, Refused without a reason, IllegalTransition once it is decided otherwise: a decision is final."""
    locked = lock_complaint(complaint)
    check_can_decide(by, locked)
    if _is_said_again(locked, event, by):
        return locked
    state = after(ComplaintState(locked.state), event)
    if state is None:
        label = Complaint.State(locked.state).label
        raise IllegalTransition(_("Not possible: the complaint is “%(state)s”.") % {"state": label})
    check_reason(reason)
    new = {"state": state, "reason": reason.strip(), "decided_by_id": by.employee_id, "decided_at": at}
    change_row(
        locked, action=f"complaint.{event}", by=by, at=at, new=new, department_id=locked.department_id
    )  # fmt: skip
    tell_decided(locked, by=by, at=at)
    return locked


def lock_complaint(complaint: Complaint) -> Complaint:
    """As it is now."""
    named = Complaint.objects.select_related("client", "ticket", "manager", "head", "department")
    return named.defer("ticket__search").select_for_update(of=("self",)).get(pk=complaint.pk)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Write why, so that everybody whom it concerns can read it."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Write at most %(count)d characters.") % {"count": LONGEST_REASON}, field="reason")


def _is_said_again(complaint: Complaint, event: ComplaintEvent, by: Viewer) -> bool:
    said = EVENT_OF.get(ComplaintState(complaint.state))
    return said is event and complaint.decided_by_id == by.employee_id
