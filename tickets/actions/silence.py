"""Closing what was handed over and met with silence (T4)."""

from datetime import datetime

from django.db import transaction

from support_desk.shared.viewer import Viewer
from tickets.actions.moving import apply_event
from tickets.domain.statuses import Event, Party
from tickets.models import Ticket


def close_silent_tickets(*, at: datetime, limit: int = 500) -> int:
    """Closes up to `limit` tickets whose silence ran out by `at`; returns how many. Any number may run at once."""
    closed = 0
    while closed < limit and close_next(at=at):
        closed += 1
    return closed


@transaction.atomic
def close_next(*, at: datetime) -> bool:
    """Closes the one that has been due longest; False when none is left."""
    due = Ticket.objects.filter(closes_at__lte=at).order_by("closes_at", "id")
    ticket = due.select_related("department").select_for_update(of=("self",), skip_locked=True).first()
    if ticket is None:
        return False
    apply_event(ticket, Event.FALL_SILENT, party=Party.SYSTEM, by=Viewer.system(at), at=at)
    ticket.save()
    return True
