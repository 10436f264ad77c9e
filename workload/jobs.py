"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock
from support_desk.shared.heartbeats import beat
from workload.actions.alarm_watch import watch_loads as watch
from workload.actions.onboarding.behind import tell_who_is_behind as tell_behind
from workload.actions.presence_edges import tell_presence_edges as tell
from workload.actions.rosters.reminding import remind_of_rosters as remind
from workload.actions.timesheets.nightly import fill_due, remind_due


@shared_task
def tell_presence_edges() -> int:
    """Tells whoever routes work whose absence, mark or shift has begun or ended."""
    at = clock.now()
    with beat("tell_presence_edges", at) as run:
        run.done = tell(at=at)
    return run.done


@shared_task
def remind_of_rosters() -> int:
    """Reminds of rosters that are due, and tells the heads who is missing."""
    at = clock.now()
    with beat("remind_of_rosters", at) as run:
        run.done = remind(at=at)
    return run.done


@shared_task
def fill_timesheets() -> int:
    """Fills the running months once a day and reminds who has to mark them."""
    at = clock.now()
    with beat("fill_timesheets", at) as run:
        run.done = fill_due(at=at)
    remind_due(at=at)
    return run.done


@shared_task
def watch_loads() -> int:
    """Proposes overload alarms and measures what was decided, once a morning and department."""
    at = clock.now()
    with beat("watch_loads", at) as run:
        run.done = watch(at=at)
    return run.done


@shared_task
def tell_who_is_behind() -> int:
    """Tells mentors whose juniors are two days behind their plan."""
    at = clock.now()
    with beat("tell_who_is_behind", at) as run:
        run.done = tell_behind(at=at)
    return run.done
