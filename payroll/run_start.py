"""What of months and runs is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from payroll.actions.runs.drafting import DRAFT, draft_step
from payroll.actions.runs.trail import OWN
from payroll.audit_words_runs import WORDS
from payroll.notifications.runs import register_words
from support_desk.shared import audit_kinds, audit_words, jobs_registry


def register() -> None:
    """Called from the app's `ready()`."""
    jobs_registry.register(DRAFT, draft_step)
    register_words()
    audit_words.register(WORDS)
    # It tells what people are paid: for the head and the director (P2).
    audit_kinds.withhold("pay")
    audit_kinds.confide("pay")
    audit_kinds.keep_to_parties(OWN)
