"""What of complaints is known from the start: what falls due, notices, the trail, what tickets and clients show."""

from datetime import timedelta

from disputes import audit_words_complaints
from disputes.actions.complaints.suggesting import suggest_complaints
from disputes.notifications import complaints
from disputes.queries.client_complaints import complaints_of
from disputes.queries.complaint_banner import FLAGGED, SUGGESTED
from disputes.queries.complaint_tool import complaint_tools
from support_desk.shared import audit_kinds, due, health
from tickets import client_panels, message_tools, ticket_banners
from tickets.client_panels import ClientPanel

LATE_AFTER = timedelta(minutes=15)


def register() -> None:
    """Called from the app's `ready()`."""
    complaints.register_words()
    audit_words_complaints.register()
    audit_kinds.withhold("complaint")
    audit_kinds.confide("complaint")
    ticket_banners.register(SUGGESTED)
    ticket_banners.register(FLAGGED)
    message_tools.register(complaint_tools)
    client_panels.register(ClientPanel("complaints", complaints_of, "complaints/client_panel.html"))
    due.register("complaints.suggest", suggest_complaints, order=65)
    health.register_heartbeat("suggest_complaints", late_after=LATE_AFTER)
