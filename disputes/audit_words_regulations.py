"""What the audit trail says of deeds about rules."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit_words

WORDS = {
    "regulation.create": _("Began a rule"),
    "regulation.write": _("Wrote the draft of a rule"),
    "regulation.publish": _("Published a version of a rule"),
    "regulation.owner": _("Gave a rule to another owner"),
    "regulation.end": _("Ended a rule"),
    "regulation.read": _("Read a rule"),
    "regulation.ask": _("Asked a colleague to read a rule"),
    "revision.open": _("Asked for a revision of a rule"),
    "revision.close": _("Closed a revision of a rule"),
    "gap.report": _("Reported an error that no rule describes"),
    "gap.close": _("Decided whether an error needs a rule"),
}
FACTS = {"clauses": _("clauses")}


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words.register(WORDS)
    audit_words.register_facts(FACTS, {})
