"""A report on paper. Everything is plain text: the writer fetches, embeds and runs nothing (W8)."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
from django.utils import translation
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from support_desk.shared.exports.cells import CONTROL
from support_desk.shared.ui.figures import duration, money
from tickets.models import ClientReport, ReportContract, ReportLine
from tickets.queries.report_words import approval_words, is_late, month_name

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
FONT, SIZE, SMALL, TITLE = "SourceSansPro", 9, 8, 16
LINE_WIDTHS = (17, 18, 70, 20, 40, 21)
CONTRACT_WIDTHS = (66, 24, 24, 24, 24, 24)
RIGHT, LEFT = "RIGHT", "LEFT"
GREY, RULE, HAIR = (105, 108, 115), (205, 207, 212), 0.15


def report_pdf(report: ClientReport, lines: Sequence[ReportLine], contracts: Sequence[ReportContract]) -> bytes:
    """The report in the client's language. `lines` with their tickets and approvals, `contracts` with theirs; the same
    report gives the same bytes."""
    with translation.override(report.client.language):
        paper = _paper(report)
        _head(paper, report)
        _contracts(paper, contracts)
        _lines(paper, lines, report)
        target = BytesIO()
        paper.output(target)
        return target.getvalue()


def _paper(report: ClientReport) -> FPDF:
    paper = FPDF(format="A4")
    paper.set_creation_date(report.sent_at or report.built_at)
    paper.set_title(f"{plain(report.client.name)}, {month_name(report.month)}")
    paper.set_auto_page_break(True, margin=14)
    paper.set_margins(12, 14)
    paper.add_font(FONT, "", FONTS / "SourceSansPro-Regular.ttf")
    paper.add_font(FONT, "B", FONTS / "SourceSansPro-Bold.ttf")
    paper.set_draw_color(*RULE)
    paper.set_line_width(HAIR)
    paper.add_page()
    return paper


def _head(paper: FPDF, report: ClientReport) -> None:
    paper.set_font(FONT, "B", TITLE)
    _line(paper, month_name(report.month), 8)
    paper.set_font(FONT, "", SIZE + 2)
    _line(paper, plain(report.client.name), 6)
    paper.set_font(FONT, "", SIZE)
    told = {"worked": duration(report.minutes), "amount": money(report.beyond_amount)}
    _line(paper, _("Worked for you: %(worked)s. To pay beyond the contracts: %(amount)s.") % told, 6)
    if report.state == ClientReport.State.DRAFT:
        _line(paper, _("A draft: not sent to the client."), 6)
    paper.ln(3)


def _line(paper: FPDF, text: str, height: int) -> None:
    paper.multi_cell(0, height, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _contracts(paper: FPDF, contracts: Sequence[ReportContract]) -> None:
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
    _table(paper, titles, rows, CONTRACT_WIDTHS, (LEFT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT))


def _lines(paper: FPDF, lines: Sequence[ReportLine], report: ClientReport) -> None:
    titles = [_("Date"), _("Ticket"), _("What was done"), _("Agreed"), _("Approval"), _("Time")]
    rows = [_row(line, report) for line in lines]
    _table(paper, titles, rows, LINE_WIDTHS, (LEFT, LEFT, LEFT, RIGHT, LEFT, RIGHT))


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


def _table(
    paper: FPDF, titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], sides: Sequence[str]
) -> None:
    if not rows:
        return
    paper.set_font(FONT, "", SMALL)
    heading = FontFace(emphasis="BOLD", color=GREY)
    with paper.table(
        col_widths=tuple(widths),
        text_align=tuple(sides),
        headings_style=heading,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        line_height=4.5,
        padding=(1, 1),
    ) as table:
        for cells in (titles, *rows):
            table.row(cells)
    paper.ln(5)


def plain(text: str) -> str:
    """One line without control characters."""
    return " ".join(CONTROL.sub("", text).split())
