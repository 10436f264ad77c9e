"""The lines of a report as a file (W8)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.exports import Column, Export
from tickets.queries.report_lines import report_export_rows
from tickets.queries.report_words import approval_words, is_late

TOLD = (
    Column(_("Date"), lambda line: line.worked_on),
    Column(_("Ticket"), lambda line: line.ticket.number),
    Column(_("Project"), lambda line: line.project.name if line.project else ""),
    Column(_("What was done"), lambda line: line.text),
    Column(_("Agreed minutes"), lambda line: line.agreed_minutes),
    Column(_("Approval"), lambda line: approval_words(line.approval)),
    Column(_("Minutes"), lambda line: line.minutes),
    Column(_("Of an earlier month"), lambda line: is_late(line, line.report.month)),
)
ORDER = ("worked_on", "id")
REPORT_LINES = Export(
    key="report-lines",
    title=_("Report to the client"),
    columns=(*TOLD, Column(_("What is missing"), lambda line: line.get_hole_display())),
    rows=report_export_rows,
    order=ORDER,
)
# What the client's people take from the portal: never registered, so that no page of ours serves it.
CLIENT_LINES = Export(key="report", title=_("Report"), columns=TOLD, rows=report_export_rows, order=ORDER)
