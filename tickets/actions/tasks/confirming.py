"""The client's last word, or the manager's in their place (W4)."""

from datetime import datetime

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.actions.moving import move_ticket
from tickets.domain.statuses import Event
from tickets.models import Ticket


@transaction.atomic
def confirm_work(*, ticket: Ticket, by: Viewer, at: datetime) -> Ticket:
    """What was handed over is confirmed and the ticket closed, by the client's contact or by who works on it.

    Refused while a task is open; IllegalTransition when there is nothing to close, so that of two clicks one counts.
    """
    with audit.gathered():
        return move_ticket(ticket=ticket, event=Event.CLOSE, by=by, at=at)
