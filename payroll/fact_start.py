"""What of facts of pay is known to the kernel from the start: the list that may be loaded, the trail."""

from payroll import audit_words_facts
from payroll.imports.facts import FACTS
from support_desk.shared import audit_kinds, imports


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words_facts.register()
    # What somebody sold or collected is for them, who leads them and the director (P2).
    audit_kinds.withhold("payfact")
    audit_kinds.confide("payfact")
    imports.register(FACTS)
