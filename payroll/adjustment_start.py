"""What of adjustments and objections is known to the kernel from the start: notices, the trail."""

from payroll.audit_words_adjustments import WORDS
from payroll.notifications import adjustments, objections
from support_desk.shared import audit_kinds, audit_words


def register() -> None:
    """Called from the app's `ready()`."""
    adjustments.register_words()
    objections.register_words()
    audit_words.register(WORDS)
    # Pay is for the person, who answers for it, and the director (P2).
    audit_kinds.keep_to_parties("payadjustment", "payobjection")
