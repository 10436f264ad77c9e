"""Where the tools of tickets meet the rest of the desk: snoozed tickets that wake, mentions, changes of many (T7)."""

from support_desk.shared import due, jobs_registry
from tickets.actions.bulk_jobs import KIND, UNDO_KIND, change_step, undo_step
from tickets.actions.snoozing import wake_due
from tickets.notifications.tools import register_words


def register() -> None:
    """Called while Django starts."""
    register_words()
    jobs_registry.register(KIND, change_step, undo="queue-bulk-undo")
    jobs_registry.register(UNDO_KIND, undo_step)
    due.register("ticket.wake", wake_due, order=40)
