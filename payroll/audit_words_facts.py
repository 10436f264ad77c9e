"""What the audit trail says of facts of pay."""

from django.utils.translation import gettext_lazy as _

from payroll.models import PayFact
from support_desk.shared import audit_words

WORDS = {
    "pay_fact.enter": _("Entered a fact of pay"),
    "pay_fact.take_back": _("Took a fact of pay back"),
}
FACTS = {"amount": _("points or rubles")}


def register() -> None:
    """Called while Django starts."""
    audit_words.register(WORDS)
    audit_words.register_facts(FACTS, {"kind": dict(PayFact.Kind.choices)})
