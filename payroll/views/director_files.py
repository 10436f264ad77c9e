"""Paid lines as CSV or XLSX, for the director and for the accountant: a row a person, month and line (Y8, P2)."""

from collections.abc import Iterator

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from payroll.models import PayRun, Payslip, PayslipLine
from payroll.queries.director.paid import months_until_now
from payroll.queries.slips.line_names import line_name
from payroll.views.director_payroll import asked
from support_desk.shared.exports.cells import Cell, harmless
from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer

ROWS_AT_ONCE = 2000
COLUMNS = (
    "payslip__month", "department__name", "payslip__employee__name", "code", "amount", "adjustment_month",
)  # fmt: skip


@require_safe
@employees_only
def director_payroll_file(request: DeskRequest, file_format: str) -> HttpResponseBase:
    """All of what the page sums up; without formulas and without an end."""
    if file_format not in TYPES or not request.viewer.has("director", "accountant"):
        raise Http404
    rows = cells(request)
    name = f"pay-{request.at:%Y-%m-%d}.{file_format}"
    if file_format == "xlsx":
        return file_answer(xlsx_file(_("Pay"), titles(), rows), name=name, content_type=TYPES["xlsx"])
    return streamed_answer(csv_lines(titles(), rows), name=name, content_type=TYPES["csv"])


def titles() -> list[str]:
    return [
        _("Month"), _("Department"), _("Employee"), _("Line of the payslip"), _("Amount, ₽"), _("Correction of, ₽"),
        _("Corrects the month"),
    ]  # fmt: skip


def cells(request: DeskRequest) -> Iterator[list[Cell]]:
    """By month, name and line; corrections in a column of their own."""
    months, department_id = asked(request)
    slips = Payslip.objects.visible_to(request.viewer).filter(
        run__state=PayRun.State.APPROVED, month__gte=months_until_now(request.viewer, months)[0]
    )
    rows = PayslipLine.objects.filter(payslip__in=slips)
    if department_id is not None:
        rows = rows.filter(department=department_id)
    found = rows.order_by("payslip__month", "payslip__employee__name", "payslip", "position").values_list(*COLUMNS)
    for month, department, name, code, amount, corrected in found.iterator(ROWS_AT_ONCE):
        own, correction = (amount, None) if corrected is None else (None, amount)
        yield [month, harmless(department), harmless(name), line_name(code), own, correction, corrected]
