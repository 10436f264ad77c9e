"""A payslip as a file: on paper and in a spreadsheet (Y4)."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Final

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from payroll.models import Payslip
from payroll.notifications.payslip_pdf import payslip_pdf
from payroll.queries.slips.found import slips_of
from payroll.queries.slips.sheet import PayslipSheet, payslip_sheet
from support_desk.shared.exports.cells import Cell, cell
from support_desk.shared.exports.files import xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer

PDF: Final = "application/pdf"


@require_safe
@employees_only
def payslip_file(request: DeskRequest, employee_id: int, month: date, file_format: str) -> HttpResponseBase:
    """`pdf` or `xlsx`."""
    if file_format not in ("pdf", "xlsx"):
        raise Http404
    slip = get_object_or_404(slips_of(request.viewer), employee=employee_id, month=month)
    sheet = payslip_sheet(request.viewer, slip)
    name = file_name(slip, file_format)
    if file_format == "pdf":
        return file_answer(BytesIO(payslip_pdf(sheet, at=request.at)), name=name, content_type=PDF)
    return file_answer(xlsx_file(sheet.title, titles(), cells_of(sheet)), name=name, content_type=TYPES["xlsx"])


def titles() -> list[str]:
    return [
        pgettext("of a payslip", "Line"), _("Of what"), _("Formula"), pgettext("of money", "Amount"), _("Department"),
        _("Corrects"),
    ]  # fmt: skip


def cells_of(sheet: PayslipSheet) -> Iterator[list[Cell]]:
    """A row a line, the total last."""
    for row in sheet.rows:
        values = (row.name, row.note, row.formula, row.amount, row.department, row.mends)
        yield [cell(value) for value in values]
    yield [_("Total, gross"), None, None, sheet.slip.total, None, None]


def file_name(slip: Payslip, kind: str) -> str:
    return f"payslip-{slip.employee_id}-{slip.month:%Y-%m}.{kind}"
