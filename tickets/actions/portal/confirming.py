"""What a client's person says of work that was handed over: it is right, or it is not yet (T4, W4)."""

from datetime import datetime

from django.db import transaction

from support_desk.shared.viewer import Viewer
from tickets.actions.moving import move_ticket
from tickets.actions.portal.writing import answer_in_portal
from tickets.actions.receiving import Letter
from tickets.domain.statuses import Event
from tickets.models import Message, Ticket


@transaction.atomic
def confirm(*, ticket: Ticket, by: Viewer, at: datetime) -> Ticket:
    """The work is right and the ticket closes. IllegalTransition where nothing was handed over."""
    return move_ticket(ticket=ticket, event=Event.CLOSE, by=by, at=at)


@transaction.atomic
def ask_for_changes(*, ticket: Ticket, letter: Letter, by: Viewer, at: datetime) -> Message:
    """It is not yet right, and why: the message opens the ticket again."""
    return answer_in_portal(ticket=ticket, letter=letter, by=by, at=at)
