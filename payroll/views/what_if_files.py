"""What if as CSV or XLSX: a row a person, month and line of pay (Y7)."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from payroll.queries.slips.line_names import line_name
from payroll.queries.what_if.figures import WhatIf, line_gains
from payroll.views.what_if import answered
from payroll.views.what_if_asked import asked_by
from support_desk.shared.exports.cells import Cell, harmless
from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.money import rubles_of
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer


@require_safe
@employees_only
def what_if_file(request: DeskRequest, file_format: str) -> HttpResponseBase:
    """What the page sums up, without formulas and without an end; 422 with the reason where nothing can be."""
    if file_format not in TYPES:
        raise Http404
    found, refusal = answered(asked_by(request))
    if refusal:
        return HttpResponse(refusal, content_type="text/plain; charset=utf-8", status=422)
    name = f"what-if-{request.at:%Y-%m-%d}.{file_format}"
    if file_format == "xlsx":
        return file_answer(xlsx_file(_("What if"), titles(), cells(found)), name=name, content_type=TYPES["xlsx"])
    return streamed_answer(csv_lines(titles(), cells(found)), name=name, content_type=TYPES["csv"])


def titles() -> list[str]:
    return [
        _("Month"), _("Department"), _("Employee"), _("Plan"), _("Line of the payslip"), _("Paid, ₽"),
        _("What if, ₽"), _("Difference, ₽"),
    ]  # fmt: skip


def cells(found: WhatIf) -> Iterator[list[Cell]]:
    """By name, month and line."""
    for one in found.rows:
        row = one.row
        plan = found.pay.plan(row.paid.plans[-1])
        about: list[Cell] = [
            row.paid.month, harmless(row.department), harmless(row.name), harmless(plan.name) if plan else "",
        ]  # fmt: skip
        for code, paid, new in line_gains(found.pay, one):
            yield [*about, harmless(line_name(code)), rubles_of(paid), rubles_of(new), rubles_of(new - paid)]
