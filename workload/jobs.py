"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock
from support_desk.shared.heartbeats import beat
from workload.actions.alarm_watch import watch_loads as watch
from workload.actions.presence_edges import tell_presence_edges as tell


@shared_task
def tell_presence_edges() -> int:
    """Tells whoever routes work whose absence, mark or shift has begun or ended."""
    at = clock.now()
    with beat("tell_presence_edges", at) as run:
        run.done = tell(at=at)
    return run.done


@shared_task
def watch_loads() -> int:
    """Proposes overload alarms and measures what was decided, once a morning and department."""
    at = clock.now()
    with beat("watch_loads", at) as run:
        run.done = watch(at=at)
    return run.done
