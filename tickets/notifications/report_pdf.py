"""A report on paper. Everything is plain text: the writer fetches, embeds and runs nothing (W8)."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from support_desk.shared.exports.paper import (
    LEFT,
    RIGHT,
    SIZE,
    TITLE,
    Paper,
    bytes_of,
    new_paper,
    plain,
    write_line,
    write_table,
)
from support_desk.shared.ui.figures import duration, money
from tickets.models import ClientReport, ReportContract, ReportLine
from tickets.queries.report_words import approval_words, is_late, month_name

LINE_WIDTHS = (17, 18, 70, 20, 40, 21)
CONTRACT_WIDTHS = (66, 24, 24, 24, 24, 24)


def report_pdf(report: ClientReport, lines: Sequence[ReportLine], contracts: Sequence[ReportContract]) -> bytes:
    """The report in the client's language. `lines` with their tickets and approvals, `contracts` with theirs; the same
    report gives the same bytes."""
    with translation.override(report.client.language):
        title = f"{report.client.name}, {month_name(report.month)}"
        paper = new_paper(title, made_at=report.sent_at or report.built_at)
        _head(paper, report)
        _contracts(paper, contracts)
        _lines(paper, lines, report)
        return bytes_of(paper)


def _head(paper: Paper, report: ClientReport) -> None:
    write_line(paper, month_name(report.month), 8, size=TITLE, is_bold=True)
    write_line(paper, report.client.name, size=SIZE + 2)
    told = {"worked": duration(report.minutes), "amount": money(report.beyond_amount)}
    write_line(paper, _("Worked for you: %(worked)s. To pay beyond the contracts: %(amount)s.") % told)
    if report.state == ClientReport.State.DRAFT:
        write_line(paper, _("A draft: not sent to the client."))
    paper.ln(3)


def _contracts(paper: Paper, contracts: Sequence[ReportContract]) -> None:
    titles = [_("Contract"), _("Included"), _("Carried over"), _("Used"), _("Beyond"), _("To pay")]
    rows = [
        [
            f"{plain(each.contract.project.name)}, {plain(each.contract.number)}",
            duration(each.included_minutes),
            duration(each.carried_minutes),
            duration(each.used_minutes),
            duration(each.beyond_minutes),
            money(each.beyond_amount),
        ]
        for each in contracts
    ]
    write_table(paper, titles, rows, CONTRACT_WIDTHS, (LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT))


def _lines(paper: Paper, lines: Sequence[ReportLine], report: ClientReport) -> None:
    titles = [_("Date"), _("Ticket"), _("What was done"), _("Agreed"), _("Approval"), _("Time")]
    rows = [_row(line, report) for line in lines]
    write_table(paper, titles, rows, LINE_WIDTHS, (LEFT, LEFT, LEFT, RIGHT, LEFT, RIGHT))


def _row(line: ReportLine, report: ClientReport) -> list[str]:
    late = f" ({_('of an earlier month')})" if is_late(line, report.month) else ""
    return [
        f"{line.worked_on:%d.%m.%y}",
        str(line.ticket.number),
        plain(line.text) + late,
        duration(line.agreed_minutes) if line.agreed_minutes else "",
        plain(approval_words(line.approval)),
        duration(line.minutes),
    ]
