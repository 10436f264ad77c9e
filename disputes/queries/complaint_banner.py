"""What a ticket's page says of complaints: what may be one, and what was flagged. No statement of its own (S6)."""

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from disputes.models import Complaint, ComplaintSuggestion
from support_desk.shared.viewer import Viewer
from tickets.ticket_banners import Banner


def suggestions_part(viewer: Viewer) -> QuerySet[ComplaintSuggestion, object]:
    """A row a message of the outer ticket that may be a complaint: whoever of us sees the ticket sees it."""
    found = ComplaintSuggestion.objects.open().filter(message__ticket=OuterRef("pk")).order_by("pk")
    return found.values(facts=JSONObject(id="pk", words="words", message="message_id"))


def flagged_part(viewer: Viewer) -> QuerySet[Complaint, object]:
    """A row a complaint about a message of the outer ticket, as far as the viewer sees complaints."""
    found = Complaint.objects.visible_to(viewer).filter(message__ticket=OuterRef("pk")).order_by("pk")
    return found.values(facts=JSONObject(id="pk", state="state", message="message_id"))


SUGGESTED = Banner("complaint_suggestions", suggestions_part, "complaints/suggested.html")
FLAGGED = Banner("complaints", flagged_part, "complaints/flagged.html")
