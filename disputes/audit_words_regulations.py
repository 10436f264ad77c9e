"""What the audit trail says of deeds about rules."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit_words

WORDS = {
    "regulation.read": _("Read a rule"),
    "regulation.ask": _("Asked a colleague to read a rule"),
    "revision.open": _("Asked for a revision of a rule"),
    "gap.report": _("Reported an error that no rule describes"),
}
FACTS = {"what": _("what happened")}


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words.register(WORDS)
    audit_words.register_facts(FACTS, {})
