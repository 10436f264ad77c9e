"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock, due
from support_desk.shared.heartbeats import beat

# What has ended by then is decided before its month is settled, in the order of `run_due`.
BEFORE = ("disputes.absences", "disputes.leavers", "disputes.silence")


@shared_task
def settle_points() -> int:
    """Settles the months that are over, each department's at 00:05 of its own clock."""
    at = clock.now()
    with beat("settle_points", at) as run:
        for name in BEFORE:
            due.run(name, at=at)
        run.done = due.run("points.settle", at=at)
    return run.done
