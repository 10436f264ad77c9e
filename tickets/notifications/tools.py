"""How notices about snoozed tickets, mentions and followed tickets read (T7)."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from tickets.models import Message, Ticket

WOKEN, MENTIONED, FOLLOWED = "ticket.woken", "ticket.mentioned", "ticket.followed"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(WOKEN, woken)
    notices.register(MENTIONED, mentioned)
    notices.register(FOLLOWED, followed)


def ticket_facts(ticket: Ticket) -> dict[str, Any]:
    """What a notice says of a ticket."""
    return {"number": ticket.number, "subject": ticket.subject}


def ticket_path(ticket: Ticket) -> str:
    return reverse("ticket", args=[ticket.number])


def woken(facts: Mapping[str, Any]) -> NoticeWords:
    """To who had snoozed it."""
    return NoticeWords(_("%(number)s is back in the queue") % {"number": facts["number"]}, str(facts["subject"]))


def mentioned(facts: Mapping[str, Any]) -> NoticeWords:
    """To who was named in a note."""
    title = _("%(name)s named you in %(number)s") % {"name": facts["by"], "number": facts["number"]}
    return NoticeWords(title, str(facts["text"]))


def followed(facts: Mapping[str, Any]) -> NoticeWords:
    """To who follows the ticket: a letter of the client, an answer of ours or a note."""
    titles = {
        Message.Direction.INBOUND: _("%(name)s wrote in %(number)s"),
        Message.Direction.OUTBOUND: _("%(name)s answered the client in %(number)s"),
        Message.Direction.INTERNAL: _("%(name)s left a note in %(number)s"),
    }
    title = titles[Message.Direction(facts["what"])] % {"name": facts["by"], "number": facts["number"]}
    return NoticeWords(title, str(facts["text"]))
