"""What of points and settlements is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from datetime import timedelta

from disputes.actions.settlements.settling import settle_due
from disputes.audit_words_points import WORDS
from disputes.notifications.points import register_words
from support_desk.shared import audit_kinds, audit_words, due, health

HEARTBEAT = "settle_points"


def register() -> None:
    """Called from the app's `ready()`."""
    health.register_heartbeat(HEARTBEAT, late_after=timedelta(minutes=30))
    # After whatever decides disputes: their points belong to the month that has ended.
    due.register("points.settle", settle_due, order=85)
    register_words()
    audit_words.register(WORDS)
    # Whose points were corrected and why is for the person, the head and the director (D10).
    audit_kinds.withhold("posting")
    audit_kinds.confide("posting")
