"""The letter with which work is handed over (W4): what to do now, where, and until when (T4)."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.messages import add_message, author_of
from tickets.actions.sending import new_mail_id, send_by_mail
from tickets.models import Channel, Message, Ticket, TicketStatus
from tickets.queries.mail_desk import language_of


def write_hand_over(ticket: Ticket, *, words: str, by: Viewer, at: datetime) -> None:
    """Tells the client of a locked ticket, which the caller saves, that its work was handed over at this moment.

    `words` of the manager make it a reply of theirs; without them it is an automatic letter, which answers nothing that
    somebody waits for. While more is to be done on the ticket only words are sent. Refused, naming the field, when
    there are words and no address.
    """
    is_done = ticket.status == TicketStatus.RESOLVED and ticket.resolved_at == at
    if words and not ticket.requester_address:
        raise Refused(_("No address to write to: choose the contact first."), field="text")
    if not ticket.requester_address or not (is_done or words):
        return
    with translation.override(language_of(ticket)), timezone.override(ticket.department.timezone):
        parts = [words, *(letter_parts(ticket) if is_done else [])]
    message = add_message(
        ticket=ticket,
        direction=Message.Direction.OUTBOUND,
        channel=Channel.EMAIL,
        by=by,
        at=at,
        author=author_of(by),
        author_name=by.name,
        body_text="\n\n".join(filter(None, parts)),
        is_saved=False,
        to_addresses=[ticket.requester_address],
        is_automatic=not words,
        mail_id=new_mail_id(),
    )
    send_by_mail(message, at=at)


def letter_parts(ticket: Ticket) -> list[str]:
    """In the active language and time zone. Only a client's people have the portal."""
    parts = [gettext("The work is done. Please look at the result.")]
    if ticket.client_id is not None:
        address = settings.BASE_URL + reverse("portal-ticket", args=[ticket.number])
        parts.append(gettext("Confirm it or ask for changes here: %(address)s") % {"address": address})
    assert ticket.closes_at is not None, "a ticket that was handed over closes by itself"
    day = f"{timezone.localtime(ticket.closes_at):%d.%m.%Y}"
    words = gettext("Or simply answer this letter. If we hear nothing, the ticket closes by itself on %(day)s.")
    return [*parts, words % {"day": day}]
