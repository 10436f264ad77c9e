"""What the audit trail says of scenarios of pay."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pay_scenario.save": _("Saved a scenario of pay"),
    "pay_scenario.delete": _("Deleted a scenario of pay"),
}
