"""Celery entry points that beat starts."""

from celery import shared_task

from disputes.actions.settlements.settling import settle_due
from support_desk.shared import clock
from support_desk.shared.heartbeats import beat


@shared_task
def settle_points() -> int:
    """Settles the months that are over, each department's at 00:05 of its own clock."""
    at = clock.now()
    with beat("settle_points", at) as run:
        run.done = settle_due(at=at)
    return run.done
