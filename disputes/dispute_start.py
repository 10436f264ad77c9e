"""What of disputes is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from support_desk.shared import audit_kinds, audit_words


def register() -> None:
    """Called from the app's `ready()`."""
    from disputes.audit_words_disputes import WORDS
    from disputes.notifications import disputes, judging

    disputes.register_words()
    judging.register_words()
    audit_words.register(WORDS)
    # Parties, arbiter and director read it where they read the dispute (P2).
    audit_kinds.keep_to_parties("dispute")
