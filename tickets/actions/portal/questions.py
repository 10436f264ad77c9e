"""Questions of a client's people: each becomes a message in the ticket that it is about (W8)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.writing import answer_in_portal
from tickets.actions.receiving import Letter
from tickets.models import Approval, ClientReport, LineQuestion, Message, ReportLine


@transaction.atomic
def ask_about_approval(*, approval: Approval, text: str, by: Viewer, at: datetime) -> Message:
    """A question about what is to be approved; the approval goes on waiting."""
    return _ask(_("About the estimate:"), approval, text, by=by, at=at)


@transaction.atomic
def ask_about_line(*, line: ReportLine, text: str, by: Viewer, at: datetime) -> LineQuestion:
    """A question about a line of a report that was sent. ReportLine.DoesNotExist for another organisation's."""
    sent = ClientReport.objects.visible_to(by)
    seen = ReportLine.objects.select_related("ticket").filter(report__in=sent).get(pk=line.pk)
    opening = _("About the line “%(line)s” of %(day)s:") % {"line": seen.text, "day": f"{seen.worked_on:%d.%m.%Y}"}
    message = _ask(opening, seen, text, by=by, at=at)
    return LineQuestion.objects.create(line=seen, contact_id=by.contact_id or 0, message=message, asked_at=at)


def _ask(opening: str, subject: Approval | ReportLine, text: str, *, by: Viewer, at: datetime) -> Message:
    if not text.strip():
        raise Refused(gettext_lazy("Write your question."), field="text")
    letter = Letter(body=f"{opening}\n\n{text.strip()}")
    ticket = subject.ticket.merged_into or subject.ticket
    return answer_in_portal(ticket=ticket, letter=letter, by=by, at=at)
