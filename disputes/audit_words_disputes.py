"""What the audit trail says of deeds about disputes."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "dispute.open": _("Opened a dispute"),
    "dispute.accept": _("Accepted a dispute"),
    "dispute.contest": _("Contested a dispute"),
    "dispute.withdraw": _("Took a dispute back"),
    "dispute.time_out": _("Silence decided a dispute"),
    "dispute.give_days_back": _("A late absence opened a dispute again"),
    "dispute.find_initiator_right": _("Found the initiator right"),
    "dispute.find_respondent_right": _("Found the respondent right"),
    "dispute.find_both_right": _("Found both sides right"),
    "dispute.find_both_wrong": _("Found both sides wrong"),
    "dispute.lapse": _("A dispute ended without points"),
    "dispute.term": _("Absences changed the time to answer"),
    "dispute.ask_arbiter": _("Asked an arbiter"),
    "dispute.remind_arbiter": _("Reminded the arbiter"),
    "dispute.escalate": _("Told the next level that a verdict is late"),
}
