"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock
from workload.actions.presence_edges import tell_presence_edges as tell


@shared_task
def tell_presence_edges() -> int:
    """Tells whoever routes work whose absence, mark or shift has begun or ended."""
    return tell(at=clock.now())
