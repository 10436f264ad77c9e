"""What of disputes is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from datetime import datetime, timedelta

from support_desk.shared import audit_kinds, audit_words, due, health


def register() -> None:
    """Called from the app's `ready()`."""
    from disputes.actions.absences import follow_presence
    from disputes.audit_words_disputes import WORDS
    from disputes.jobs.disputes import HEARTBEAT
    from disputes.notifications import disputes, judging
    from workload.signals import presence_changed

    disputes.register_words()
    judging.register_words()
    audit_words.register(WORDS)
    # Parties, arbiter and director read it where they read the dispute (P2).
    audit_kinds.keep_to_parties("dispute")
    presence_changed.connect(follow_presence, dispatch_uid="disputes.absences")
    health.register_heartbeat(HEARTBEAT, late_after=timedelta(minutes=5))
    _register_due()


def _register_due() -> None:
    from disputes.actions.absences import count_terms_anew
    from disputes.actions.lapsing import lapse_disputes_of_leavers
    from disputes.actions.pressing import press_arbiters
    from disputes.actions.reminding import remind_respondents
    from disputes.actions.replacing import replace_arbiters
    from disputes.actions.silence import decide_by_silence

    def look_after_arbiters(*, at: datetime) -> int:
        """Whoever cannot judge any more is not pressed to."""
        return replace_arbiters(at=at) + press_arbiters(at=at)

    due.register("disputes.absences", count_terms_anew, order=40)
    due.register("disputes.leavers", lapse_disputes_of_leavers, order=41)
    due.register("disputes.silence", decide_by_silence, order=42)
    due.register("disputes.arbiters", look_after_arbiters, order=43)
    due.register("disputes.reminders", remind_respondents, order=44)
