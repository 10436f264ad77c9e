"""Saving a ticket that something has happened to: its clocks hear of it in the same transaction (S2)."""

from collections.abc import Sequence
from datetime import datetime

from support_desk.shared.viewer import Viewer
from tickets.actions.sla.settling import settle_clocks
from tickets.models import Ticket, TicketStatus

COUNTED = ("sla_policy", "calendar", "operator_at", "next_due_at", "next_due_kind", "is_breached")


def save_ticket(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    """The last step of every deed with a locked ticket; nothing else saves one. Whoever waits wakes it (T7)."""
    if ticket.snoozed_until and (ticket.waiting_since or ticket.status == TicketStatus.CLOSED):
        ticket.snoozed_until = ticket.snoozed_by = None
    settle_clocks(ticket, by=by, at=at)
    ticket.save()


def save_counts(tickets: Sequence[Ticket]) -> None:
    """Locked tickets whose clocks were counted anew, to which nothing has happened. One statement."""
    if tickets:
        Ticket.objects.bulk_update(tickets, COUNTED)
