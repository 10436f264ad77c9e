"""Saving a ticket that something has happened to: its clocks hear of it in the same transaction (S2)."""

from collections.abc import Sequence
from datetime import datetime

from support_desk.shared.rewriting import rewrite
from support_desk.shared.viewer import Viewer
from tickets.actions.sla.settling import settle_clocks
from tickets.models import Ticket, TicketStatus

# What the database itself writes, and what never changes.
GIVEN = {"id", "number", "created_at", "changed_xid", "changed_at"}
KEPT = tuple(field.name for field in Ticket._meta.concrete_fields if not field.generated and field.name not in GIVEN)
COUNTED = ("sla_policy", "calendar", "operator_at", "next_due_at", "next_due_kind", "is_breached")


def rouse(ticket: Ticket) -> None:
    """Something has happened that whoever snoozed the locked ticket wants to know of (T7). The caller saves it."""
    ticket.snoozed_until = ticket.snoozed_by = None


def save_ticket(ticket: Ticket, *, by: Viewer, at: datetime) -> None:
    """The last step of every deed with a locked ticket; nothing else saves one. Whoever waits wakes it (T7)."""
    if ticket.snoozed_until and (ticket.waiting_since or ticket.status == TicketStatus.CLOSED):
        rouse(ticket)
    settle_clocks(ticket, by=by, at=at)
    rewrite([ticket], KEPT)


def save_counts(tickets: Sequence[Ticket]) -> None:
    """Locked tickets whose clocks were counted anew, to which nothing has happened. One statement."""
    rewrite(tickets, COUNTED)
