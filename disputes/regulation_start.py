"""What of regulations is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from datetime import timedelta

from support_desk.shared import due, health


def register() -> None:
    """Called from the app's `ready()`."""
    from disputes import audit_words_regulations
    from disputes.actions.mending.reminding import remind_of_revisions
    from disputes.actions.regulations.reminding import remind_readers
    from disputes.notifications import gaps, publishing, reading, regulations, revisions

    health.register_heartbeat("remind_of_regulations", late_after=timedelta(hours=3))
    due.register("regulations.remind", remind_readers, order=86)
    due.register("regulations.revisions", remind_of_revisions, order=87)
    audit_words_regulations.register()
    for words in (publishing, reading, regulations, revisions, gaps):
        words.register_words()
