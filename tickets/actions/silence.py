"""Closing what was handed over and met with silence (T4)."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from support_desk.shared.viewer import Viewer
from tickets.actions.messages import add_message
from tickets.actions.moving import apply_event
from tickets.actions.saving import save_ticket
from tickets.actions.sending import new_mail_id, send_by_mail
from tickets.actions.unfinished import with_nothing_left
from tickets.domain.statuses import Event, Party
from tickets.models import Channel, Message, Ticket
from tickets.queries.mail_desk import language_of


def close_silent_tickets(*, at: datetime, limit: int = 500) -> int:
    """Closes up to `limit` tickets whose silence ran out by `at`; returns how many. Any number may run at once."""
    closed = 0
    while closed < limit and close_next(at=at):
        closed += 1
    return closed


@transaction.atomic
def close_next(*, at: datetime) -> bool:
    """Closes the one that has been due longest, whose client waits for nothing and in which nothing is left to do;
    False when none is left."""
    silent = Ticket.objects.filter(closes_at__lte=at, waiting_since__isnull=True)
    due = with_nothing_left(silent).order_by("closes_at", "id")
    ticket = (
        due.select_related("department", "client", "sla_policy", "calendar")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if ticket is None:
        return False
    apply_event(ticket, Event.FALL_SILENT, party=Party.SYSTEM, by=Viewer.system(at), at=at)
    save_ticket(ticket, by=Viewer.system(at), at=at)
    tell_client(ticket, at=at)
    return True


def tell_client(ticket: Ticket, *, at: datetime) -> None:
    """An automatic letter in the client's language; any answer to it opens the ticket again."""
    if not ticket.requester_address or ticket.is_automatic:
        return
    with translation.override(language_of(ticket)):
        text = gettext(
            "We have heard nothing from you since we handed the work over, so the ticket was closed. "
            "Should anything be missing, simply answer this letter: it opens the ticket again."
        )
        author_name = gettext("Support")
    message = add_message(
        ticket=ticket,
        direction=Message.Direction.OUTBOUND,
        channel=Channel.EMAIL,
        by=Viewer.system(at),
        at=at,
        author_name=author_name,
        body_text=text,
        to_addresses=[ticket.requester_address],
        is_automatic=True,
        mail_id=new_mail_id(),
    )
    send_by_mail(message, at=at)
