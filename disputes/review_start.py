"""What of reply reviews is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from datetime import timedelta

from support_desk.shared import audit_kinds, audit_words, due, health


def register() -> None:
    """Called from the app's `ready()`."""
    from disputes import review_rail
    from disputes.actions.reviews.picking import pick_reviews
    from disputes.audit_words_reviews import WORDS
    from disputes.notifications.reviews import register_words

    health.register_heartbeat("pick_reviews", late_after=timedelta(minutes=5))
    due.register("reviews.pick", pick_reviews, order=70)
    audit_words.register(WORDS)
    register_words()
    review_rail.register()
    # It tells what a person did wrong, in letters of clients: for the head and the director (P2, P4).
    audit_kinds.withhold("review", "reviewshare")
    audit_kinds.confide("review", "reviewshare")
