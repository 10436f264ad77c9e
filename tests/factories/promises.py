"""SLA policies and the clocks of promises."""

from datetime import datetime, timedelta
from typing import Any

from tests.factories.people import NOW, serial
from tests.factories.presence import a_calendar
from tickets.models import Clock, SlaPolicy, SlaTarget, Ticket


def a_policy(unanswered_minutes: int = 60, **over: Any) -> SlaPolicy:
    """The same targets for every priority."""
    number = next(serial)
    fields = {
        "code": f"policy-{number}",
        "name": f"Policy {number}",
        "calendar": over.pop("calendar", None) or a_calendar(),
    }
    policy = SlaPolicy.objects.create(**{**fields, **over})
    minutes = {"first_response_minutes": 60, "next_response_minutes": 120, "resolution_minutes": 960}
    SlaTarget.objects.bulk_create(
        SlaTarget(policy=policy, priority=priority, unanswered_minutes=unanswered_minutes, **minutes)
        for priority in (1, 2, 3, 4)
    )
    return policy


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
