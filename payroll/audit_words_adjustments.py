"""What the audit trail says of deeds about adjustments and objections."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pay_adjustment.propose": _("Proposed an adjustment of pay"),
    "pay_adjustment.agree": _("Agreed to an adjustment of pay"),
    "pay_adjustment.refuse": _("Refused an adjustment of pay"),
    "pay_adjustment.consent": _("Consented to what is taken from pay"),
    "pay_objection.make": _("Objected to a payslip"),
    "pay_objection.uphold": _("Upheld an objection to a payslip"),
    "pay_objection.reject": _("Rejected an objection to a payslip"),
}
