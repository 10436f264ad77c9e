"""A payslip on paper (Y4)."""

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
from support_desk.shared.ui.figures import money, number

WIDTHS = (78, 76, 32)
SIDES = (LEFT, LEFT, RIGHT)


def payslip_pdf(sheet: PayslipSheet, *, at: datetime) -> bytes:
    """The payslip in the active language. What is approved gives the same bytes whenever it is printed."""
    paper = new_paper(sheet.title, made_at=sheet.slip.run.approved_at or at)
    write_line(paper, sheet.title, 8, size=TITLE, is_bold=True)
    write_line(paper, sheet.lede)
    paper.ln(3)
    total = [_("Total, gross"), "", money(sheet.slip.total)]
    titles = [pgettext("of a payslip", "Line"), _("Formula"), pgettext("of money", "Amount")]
    write_table(paper, titles, [*map(_cells, sheet.rows), total], WIDTHS, SIDES)
    for remark in sheet.remarks:
        write_line(paper, remark)
    for _icon, what, note in sheet.proofs:
        write_line(paper, f"{what}: {note}" if note else what, 5, size=SMALL)
    return bytes_of(paper)


def _cells(row: SheetRow) -> list[str]:
    words = [row.part, row.name, row.note]
    name = " · ".join(word for word in words if word)
    return [plain(name), plain(row.formula), number(row.amount, 2)]
