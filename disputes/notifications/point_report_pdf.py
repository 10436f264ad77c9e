"""A month of points on paper (M5)."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from disputes.queries.point_reports import PointReport
from disputes.queries.point_words import Section, equation, policy_words, sections, signed, state_words, title_of
from support_desk.shared.exports.paper import (
    LEFT,
    RIGHT,
    TITLE,
    Paper,
    bytes_of,
    new_paper,
    plain,
    write_line,
    write_table,
)
from support_desk.shared.ui.figures import money, number

WIDTHS = (70, 22, 32, 32, 30)
SIDES = (LEFT, RIGHT, RIGHT, RIGHT, LEFT)


def point_report_pdf(report: PointReport, *, at: datetime) -> bytes:
    """The report as its reader may see it, in the active language. What was settled and applied stays as it is;
    what the kitty holds is of now."""
    made_at = (report.settlement.applied_at or report.settlement.settled_at) if report.settlement else at
    paper = new_paper(title_of(report), made_at=made_at)
    write_line(paper, title_of(report), 8, size=TITLE, is_bold=True)
    write_line(paper, state_words(report))
    write_line(paper, policy_words(report))
    write_line(paper, _("As published: %(sum)s") % {"sum": equation(report.nominal)})
    if report.applied is not None:
        write_line(paper, _("As applied: %(sum)s") % {"sum": equation(report.applied)})
    for section in sections(report):
        _part(paper, section)
    return bytes_of(paper)


def headings(section: Section) -> list[str]:
    """Of the columns of a part."""
    return [section.title, _("Number"), _("Nominal"), _("Applied"), _("Remark")]


def _part(paper: Paper, section: Section) -> None:
    paper.ln(3)
    rows = [
        [plain(what), _number(section, how_many), _rubles(nominal), _rubles(applied), plain(remark)]
        for what, how_many, nominal, applied, remark in section.rows
    ]
    write_table(paper, headings(section), rows, WIDTHS, SIDES)


def _number(section: Section, value: int | None) -> str:
    if value is None:
        return ""
    return signed(value) if section.key == "people" else number(value)


def _rubles(amount: Decimal | None) -> str:
    return "" if amount is None else money(amount)
