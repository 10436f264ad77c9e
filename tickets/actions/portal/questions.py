"""A client's question about what they are asked to agree to: a message in the ticket (W2)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.writing import answer_in_portal
from tickets.actions.receiving import Letter
from tickets.models import Approval, Message


@transaction.atomic
def ask_about_approval(*, approval: Approval, text: str, by: Viewer, at: datetime) -> Message:
    """The approval goes on waiting. Refused, naming `text`, when it is empty."""
    if not text.strip():
        raise Refused(gettext_lazy("Write your question."), field="text")
    letter = Letter(body=f"{_('About the estimate:')}\n\n{text.strip()}")
    ticket = approval.ticket.merged_into or approval.ticket
    return answer_in_portal(ticket=ticket, letter=letter, by=by, at=at)
