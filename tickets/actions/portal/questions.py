"""Questions of a client's people: each becomes a message in the ticket that it is about (W2, W8)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.writing import answer_in_portal, writer
from tickets.actions.receiving import Letter
from tickets.actions.reports.asking import ask_about_line
from tickets.models import Approval, LineQuestion, Message, ReportLine


@transaction.atomic
def ask_about_approval(*, approval: Approval, text: str, by: Viewer, at: datetime) -> Message:
    """A question about what is to be approved; the approval goes on waiting."""
    if not text.strip():
        raise Refused(gettext_lazy("Write your question."), field="text")
    letter = Letter(body=f"{_('About the estimate:')}\n\n{text.strip()}")
    ticket = approval.ticket.merged_into or approval.ticket
    return answer_in_portal(ticket=ticket, letter=letter, by=by, at=at)


@transaction.atomic
def question_line(*, line: ReportLine, text: str, by: Viewer, at: datetime) -> LineQuestion:
    """A question about a line of a report, as long as its person has not written too much within the hour."""
    writer(by=by, at=at)
    return ask_about_line(line=line, text=text, by=by, at=at)
