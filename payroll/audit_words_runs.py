"""What the audit trail says of deeds about months of pay."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pay.freeze": _("Froze the facts of a month of pay"),
    "pay.thaw": _("Opened the facts of a month of pay again"),
    "pay.draft": _("Started to draft the pay of a month"),
    "pay.finish": _("Drafted pay"),
    "pay.confirm": _("Confirmed pay"),
    "pay.send_back": _("Sent pay back"),
    "pay.approve": _("Approved pay"),
    "pay.close": _("Closed a month of pay"),
}
