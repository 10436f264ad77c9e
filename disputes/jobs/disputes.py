"""What moves disputes when its time has come."""

from celery import shared_task

from support_desk.shared import clock, due
from support_desk.shared.heartbeats import beat

HEARTBEAT = "disputes.sweep"
# Absences come before silence: what they give back is not decided first. So does leaving.
DEEDS = ("disputes.absences", "disputes.leavers", "disputes.silence", "disputes.arbiters", "disputes.reminders")


@shared_task
def sweep_disputes() -> int:
    """Ends terms, counts them anew, replaces arbiters and reminds."""
    at = clock.now()
    with beat(HEARTBEAT, at) as run:
        run.done = sum(due.run(name, at=at) for name in DEEDS)
    return run.done
