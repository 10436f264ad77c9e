"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock
from tickets.actions.mail.ingest import retry_stored_mail as retry
from tickets.actions.silence import close_silent_tickets


@shared_task
def retry_stored_mail() -> int:
    """Places mails that were stored and not placed."""
    return retry(at=clock.now())


@shared_task
def close_silent() -> int:
    """Closes what was handed over and met with silence."""
    return close_silent_tickets(at=clock.now())
