"""Who is told of a complaint, each in their working hours (S6)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from disputes.models import Complaint
from disputes.notifications.complaints import DECIDED, FLAGGED, NOBODY
from disputes.queries.complaint_deciders import deciders_of
from support_desk.shared.models import User
from support_desk.shared.notices import Note, notify, withdraw
from support_desk.shared.viewer import Viewer
from workload.queries.deciders import directors
from workload.queries.presence import presence_of
from workload.queries.reaching import recipients_of


def tell_flagged(complaint: Complaint, *, by: Viewer, at: datetime) -> None:
    """Whoever may decide on it, but who flagged it themselves; where nobody may, the directors, whom it concerns or
    not: they name the substitute (P4)."""
    deciders = deciders_of(complaint, at)
    kind, people = (FLAGGED, deciders - {by.employee_id}) if deciders else (NOBODY, directors(at))
    _tell(complaint, kind, people, {"by": by.name}, at=at)


def tell_decided(complaint: Complaint, *, by: Viewer, at: datetime) -> None:
    """Who flagged it and whom it concerns; nobody else needs to decide any more."""
    for kind in (FLAGGED, NOBODY):
        withdraw(f"{kind}:{complaint.pk}", users=User.objects.exclude(pk=by.user_id or 0))
    people = {complaint.flagged_by_id, *complaint.concerned_ids} - {by.employee_id}
    _tell(complaint, DECIDED, people, {"by": by.name, "state": complaint.state, "reason": complaint.reason}, at=at)


def _tell(
    complaint: Complaint, kind: str, people: Collection[int | None], facts: Mapping[str, Any], *, at: datetime
) -> None:
    known = {
        "client": complaint.client.name if complaint.client else "",
        "number": complaint.ticket.number if complaint.ticket else None,
        "manager": complaint.manager.name if complaint.manager else "",
        "what": complaint.what[:300],
    }
    reached = recipients_of(presence_of([one for one in people if one is not None], at), at=at)
    notes = [
        Note(
            user_id=one.user_id,
            kind=kind,
            key=f"{kind}:{complaint.pk}",
            facts={**known, **facts},
            url=reverse("complaint", args=[complaint.pk]),
            deliver_at=one.works_from,
            department_id=complaint.department_id,
        )
        for one in reached.values()
    ]
    notify(notes, at=at)
