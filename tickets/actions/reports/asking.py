"""A client's question about a line of their report: a message in the line's ticket (W8)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.writing import answer_in_portal
from tickets.actions.receiving import Letter
from tickets.models import ClientReport, LineQuestion, ReportLine, Ticket

LONGEST_QUESTION = 4_000


@transaction.atomic
def ask_about_line(*, line: ReportLine, text: str, by: Viewer, at: datetime) -> LineQuestion:
    """Only a client's person asks, and only about what was sent to them. The question starts the clocks as any letter
    does, and a ticket that is closed opens again or is continued (T2). Refused, naming `text`, when it is empty; and
    after thirty messages within an hour."""
    if not by.is_client:
        raise NotAllowed(gettext_lazy("The client’s people ask about their report in the portal."))
    sent = ClientReport.objects.visible_to(by).filter(state=ClientReport.State.SENT)
    found = ReportLine.objects.select_related("ticket", "report").get(pk=line.pk, report__in=sent)
    question = text.strip()
    check_question(question)
    letter = Letter(body=f"{quote_of(found)}\n\n{question}")
    message = answer_in_portal(ticket=ticket_of(found), letter=letter, by=by, at=at)
    return LineQuestion.objects.create(line=found, contact_id=by.contact_id or 0, message=message, asked_at=at)


def check_question(question: str) -> None:
    if not question:
        raise Refused(gettext_lazy("Write your question."), field="text")
    if len(question) > LONGEST_QUESTION:
        raise Refused(gettext_lazy("At most 4,000 characters."), field="text")


def ticket_of(line: ReportLine) -> Ticket:
    """The line's ticket, or the one that it was merged into."""
    return line.ticket.merged_into or line.ticket


def quote_of(line: ReportLine) -> str:
    """Which line is meant, so that whoever answers need not look for it."""
    told = {"day": f"{line.worked_on:%d.%m.%Y}", "text": line.text, "minutes": line.minutes}
    return "> " + _("Report line of %(day)s, %(minutes)d min: %(text)s") % told
