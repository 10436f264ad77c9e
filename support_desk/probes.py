"""Figures of the apps for `/readyz` and `/metrics`; the kernel knows none of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from support_desk.shared.health import Gauge, age, register
from tickets.models import RawMail, Ticket


@register
def mail_gauges(at: datetime) -> Iterable[Gauge]:
    """Mail that is stored but not read yet, and mail that nobody could read."""
    stored = Q(state=RawMail.State.STORED)
    row = RawMail.objects.filter(stored | Q(state=RawMail.State.QUARANTINED)).aggregate(
        unread=Count("id", filter=stored), oldest=Min("received_at", filter=stored), held=Count("id", filter=~stored)
    )
    yield Gauge("mail_unread", row["unread"], "Mails stored and not read yet.")
    yield Gauge("mail_quarantined", row["held"], "Mails in quarantine.")
    oldest = age(row["oldest"], at)
    yield Gauge(
        "mail_unread_oldest_seconds", oldest, "How long the oldest unread mail has waited.", timedelta(minutes=5)
    )


@register
def ticket_gauges(at: datetime) -> Iterable[Gauge]:
    """Clients who wait."""
    row = Ticket.objects.unanswered().aggregate(count=Count("id"), oldest=Min("waiting_since"))
    yield Gauge("tickets_unanswered", row["count"], "Live tickets in which a client waits for an answer.")
    yield Gauge("tickets_oldest_wait_seconds", age(row["oldest"], at), "How long the first of them has waited.")
