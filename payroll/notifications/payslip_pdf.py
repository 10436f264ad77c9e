"""A payslip on paper (Y4)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from payroll.queries.slips.sheet import PayslipSheet, SheetRow
from support_desk.shared.exports.paper import (
    LEFT,
    RIGHT,
    SMALL,
    TITLE,
    bytes_of,
    new_paper,
    plain,
    write_line,
    write_table,
)
from support_desk.shared.ui.figures import number

WIDTHS = (48, 50, 60, 28)
SIDES = (LEFT, LEFT, LEFT, RIGHT)


def payslip_pdf(sheet: PayslipSheet, *, at: datetime) -> bytes:
    """The payslip in the active language. What is approved gives the same bytes whenever it is printed."""
    paper = new_paper(sheet.title, made_at=sheet.slip.run.approved_at or at)
    write_line(paper, sheet.title, 8, size=TITLE, is_bold=True)
    write_line(paper, sheet.lede)
    paper.ln(3)
    titles = [pgettext("of a payslip", "Line"), _("Of what"), _("Formula"), _("Amount, ₽")]
    total = [_("Total, gross"), "", "", number(sheet.slip.total, 2)]
    rows = [cells for row in sheet.rows for cells in _cells(row)]
    write_table(paper, titles, [*rows, total], WIDTHS, SIDES, has_total=True)
    for remark in sheet.remarks:
        write_line(paper, remark)
    for _icon, what, note in sheet.proofs:
        write_line(paper, f"{what}: {note}" if note else what, 5, size=SMALL)
    return bytes_of(paper)


def _cells(row: SheetRow) -> Iterator[list[str]]:
    """Over the first line of a section its title."""
    if row.part:
        yield [plain(row.part)]
    yield [plain(row.name), plain(row.note), plain(row.formula), number(row.amount, 2)]
