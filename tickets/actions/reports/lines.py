"""Mending the words of a line while its report is a draft (W8)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.reports.building import lock_clients
from tickets.actions.reports.totals import count_totals
from tickets.models import ClientReport, ReportLine
from tickets.report_permissions import check_can_mend_lines, hidden_lines

LONGEST_TEXT = 300


@transaction.atomic
def set_line_text(*, line: ReportLine, text: str, by: Viewer, at: datetime) -> ReportLine:
    """Writes what the client reads. Refused, naming `text`, when it is empty or too long; refused once the report is
    sent. ReportLine.DoesNotExist when `by` may not see the line."""
    lock_clients([line.report.client_id])
    report = ClientReport.objects.visible_to(by).select_for_update(of=("self",)).get(pk=line.report_id)
    hidden = hidden_lines(by).filter(pk=line.pk).values("pk")
    locked = ReportLine.objects.exclude(pk__in=hidden).select_related("project").get(pk=line.pk, report=report)
    check_can_mend_lines(by, locked.project)
    check_draft(report)
    words = " ".join(text.split())
    check_words(words)
    if words == locked.text:
        return locked
    before, locked.text = locked.text, words
    locked.save(update_fields=["text"])
    count_totals([report])
    scope = f"client:{report.client_id}"
    facts = {"line": locked.pk, "text": words}
    audit.record(action="report.mend", target=report, by=by, at=at, scope=scope, before={"text": before}, after=facts)
    return locked


def check_draft(report: ClientReport) -> None:
    if report.state != ClientReport.State.DRAFT:
        raise Refused(_("This report was sent and stays as it is. A correction comes in the next one."))


def check_words(words: str) -> None:
    if not words:
        raise Refused(_("Say in a few words what was done."), field="text")
    if len(words) > LONGEST_TEXT:
        raise Refused(_("At most 300 characters."), field="text")
