"""What of regulations is known to the kernel from the start: jobs, what falls due, notices, the trail."""


def register() -> None:
    """Called from the app's `ready()`."""
    from disputes import audit_words_regulations
    from disputes.notifications import gaps, regulations, revisions

    audit_words_regulations.register()
    regulations.register_words()
    revisions.register_words()
    gaps.register_words()
