"""Clocks of promises."""

from datetime import datetime, timedelta

from tests.factories.people import NOW
from tickets.models import Clock, Ticket


def a_promise(ticket: Ticket, due_at: datetime, warned_at: datetime | None = None) -> Clock:
    """A running promise of the ticket that warns an hour before it is due, and the ticket's columns that repeat it."""
    clock = Clock.objects.create(
        ticket=ticket,
        kind=Clock.Kind.PROMISE,
        promised_for=due_at,
        started_at=NOW - timedelta(days=1),
        due_at=due_at,
        plan=[warned_at or due_at - timedelta(hours=1), due_at],
        plan_steps=["warn", "breach"],
    )
    ticket.promised_until, ticket.next_due_at, ticket.next_due_kind = due_at, due_at, Clock.Kind.PROMISE
    ticket.is_breached = due_at <= NOW
    ticket.save()
    return clock
