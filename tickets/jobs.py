"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock, due
from support_desk.shared.heartbeats import beat
from tickets.actions.mail.ingest import retry_stored_mail as retry
from tickets.actions.silence import close_silent_tickets
from tickets.queries.sla_health import HEARTBEAT


@shared_task
def retry_stored_mail() -> int:
    """Places mails that were stored and not placed."""
    return retry(at=clock.now())


@shared_task
def close_silent() -> int:
    """Closes what was handed over and met with silence."""
    return close_silent_tickets(at=clock.now())


@shared_task
def sweep_clocks() -> int:
    """Takes the steps of promises that are due, and leaves its pulse."""
    at = clock.now()
    with beat(HEARTBEAT, at) as run:
        run.done = due.run(HEARTBEAT, at=at)
    return run.done


@shared_task
def recount_clocks() -> int:
    """Counts anew what was begun by a version that was replaced at the same moment."""
    return due.run("sla.recount", at=clock.now())
