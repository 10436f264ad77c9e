"""Figures of the apps for `/readyz` and `/metrics`; the kernel knows none of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import Greatest

from support_desk.shared.health import Gauge, age, register
from tickets.models import FetchState, RawMail, Ticket


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
def mailbox_gauges(at: datetime) -> Iterable[Gauge]:
    """Mail that is still on its server. What waits in a mailbox that does not answer nobody knows: it counts as old as
    its last answer."""
    watched = FetchState.objects.watched()
    unheard = Min(Greatest("answered_at", "watched_since"), filter=~Q(failure=""))
    row = watched.aggregate(oldest=Min("oldest_waiting_at"), unheard=unheard)
    oldest = max(age(row["oldest"], at), age(row["unheard"], at))
    yield Gauge(
        "mail_unfetched_oldest_seconds", oldest, "How long the oldest unfetched mail has waited.", timedelta(minutes=10)
    )
    silent = FetchState.objects.silent(at).count()
    yield Gauge("mailboxes_failing", silent, "Mailboxes that do not answer.", timedelta(0))


@register
def ticket_gauges(at: datetime) -> Iterable[Gauge]:
    """Clients who wait."""
    row = Ticket.objects.unanswered().aggregate(count=Count("id"), oldest=Min("waiting_since"))
    yield Gauge("tickets_unanswered", row["count"], "Live tickets in which a client waits for an answer.")
    yield Gauge("tickets_oldest_wait_seconds", age(row["oldest"], at), "How long the first of them has waited.")
