"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock
from support_desk.shared.heartbeats import beat
from workload.actions.onboarding.behind import tell_who_is_behind as tell_behind
from workload.actions.presence_edges import tell_presence_edges as tell


@shared_task
def tell_presence_edges() -> int:
    """Tells whoever routes work whose absence, mark or shift has begun or ended."""
    at = clock.now()
    with beat("tell_presence_edges", at) as run:
        run.done = tell(at=at)
    return run.done


@shared_task
def tell_who_is_behind() -> int:
    """Tells mentors whose juniors are two days behind their plan."""
    at = clock.now()
    with beat("tell_who_is_behind", at) as run:
        run.done = tell_behind(at=at)
    return run.done
