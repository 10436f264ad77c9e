"""How a client reads the state of their ticket: whose turn it is, never how we are organised."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tickets.models import TicketStatus


@dataclass(frozen=True, slots=True)
class State:
    """Words with the tone and icon of their badge."""

    words: Any
    tone: str
    icon: str


IN_WORK = State(_("In work"), "info", "circle-dot")
STATES = {
    TicketStatus.NEW: State(_("Received"), "line", "circle-dashed"),
    TicketStatus.OPEN: IN_WORK,
    TicketStatus.WAITING_SPECIALIST: IN_WORK,
    TicketStatus.WAITING_CLIENT: State(_("Waits for your answer"), "soon", "message-circle-reply"),
    TicketStatus.RESOLVED: State(_("Done: please look"), "accent", "check"),
    TicketStatus.CLOSED: State(_("Closed"), "line", "archive"),
}


def state_of(status: str) -> State:
    """The words of a ticket's status."""
    return STATES[TicketStatus(status)]
