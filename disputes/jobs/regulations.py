"""Rules that are unread, and revisions that are due."""

from celery import shared_task

from disputes.actions.mending.reminding import remind_of_revisions
from disputes.actions.regulations.reminding import remind_readers
from support_desk.shared import clock
from support_desk.shared.heartbeats import beat


@shared_task
def remind_of_regulations() -> int:
    """Reminds readers, heads, and whoever has a rule to mend."""
    at = clock.now()
    with beat("remind_of_regulations", at) as run:
        run.done = remind_readers(at=at) + remind_of_revisions(at=at)
    return run.done
