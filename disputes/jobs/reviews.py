"""Celery entry points that beat starts."""

from celery import shared_task

from disputes.actions.reviews.picking import pick_reviews as pick
from support_desk.shared import clock
from support_desk.shared.heartbeats import beat


@shared_task
def pick_reviews() -> int:
    """Picks replies for review from what was sent in the last minute."""
    at = clock.now()
    with beat("pick_reviews", at) as run:
        run.done = pick(at=at)
    return run.done
