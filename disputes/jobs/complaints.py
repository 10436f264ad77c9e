"""Messages that may be complaints."""

from celery import shared_task

from disputes.actions.complaints.suggesting import suggest_complaints as suggest
from support_desk.shared import clock
from support_desk.shared.heartbeats import beat


@shared_task
def suggest_complaints() -> int:
    """Looks through what clients have written since the last look."""
    at = clock.now()
    with beat("suggest_complaints", at) as run:
        run.done = suggest(at=at)
    return run.done
