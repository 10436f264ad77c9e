"""What the audit trail says of complaints (S6)."""

from django.utils.translation import gettext_lazy as _

from disputes.models import Complaint, ComplaintSuggestion
from support_desk.shared import audit_words

WORDS = {
    "complaint.flag": _("Flagged a complaint"),
    "complaint.confirm": _("Confirmed a complaint"),
    "complaint.reject": _("Rejected a complaint"),
    "complaint.suggest": _("Found words of a complaint"),
    "complaint.suggestion_flagged": _("Flagged what was suggested as a complaint"),
    "complaint.suggestion_dismissed": _("Said that it is no complaint"),
    "complaint_word.add": _("Added a word of complaints"),
    "complaint_word.switch": _("Switched a word of complaints on or off"),
}
FACTS = {
    "what": _("what happened"),
    "words": _("words found"),
    "word": _("word"),
}


def register() -> None:
    """Called while Django starts."""
    audit_words.register(WORDS)
    states = {**dict(Complaint.State.choices), **dict(ComplaintSuggestion.State.choices)}
    audit_words.register_facts(FACTS, {"state": states})
