"""What the audit trail says of deeds about plans of pay."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit_words

WORDS = {
    "pay_plan.create": _("Began a pay plan"),
    "pay_plan.write": _("Wrote the draft of a pay plan"),
    "pay_plan.update": _("Changed a pay plan"),
    "pay_plan.publish": _("Published a version of a pay plan"),
    "pay_plan.read": _("Read a pay plan"),
    "plan_assignment.create": _("Said what somebody is paid by"),
    "plan_assignment.change": _("Changed what somebody is paid by"),
    "plan_assignment.end": _("Ended what somebody is paid by"),
}
FACTS = {
    "components": _("measures and weights"),
}


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words.register(WORDS)
    audit_words.register_facts(FACTS, {})
