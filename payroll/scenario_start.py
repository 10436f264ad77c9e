"""What of scenarios is known to the kernel from the start: jobs, what falls due, notices, the trail."""

from payroll.audit_words_scenarios import WORDS
from support_desk.shared import audit_kinds, audit_words


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words.register(WORDS)
    # What the director thinks of changing is nobody's yet.
    audit_kinds.keep_to_parties("payscenario")
