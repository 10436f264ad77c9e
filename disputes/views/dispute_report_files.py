"""Disputes in figures as CSV or XLSX: a row a department, regulation, month and outcome (D11)."""

from collections.abc import Iterator

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disputes.queries.dispute_counts import DisputeCount, dispute_counts
from disputes.views.dispute_report import asked_months
from support_desk.shared.exports.cells import Cell, harmless
from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer


@require_safe
@employees_only
def dispute_report_file(request: DeskRequest, file_format: str) -> HttpResponseBase:
    """What the page sums up, for a spreadsheet to sum up otherwise."""
    months = asked_months(request)
    if file_format not in TYPES:
        raise Http404
    name, rows = f"disputes-{request.at:%Y-%m-%d}.{file_format}", cells(dispute_counts(request.viewer, months))
    if file_format == "xlsx":
        return file_answer(xlsx_file(_("Disputes"), titles(), rows), name=name, content_type=TYPES["xlsx"])
    return streamed_answer(csv_lines(titles(), rows), name=name, content_type=TYPES["csv"])


def titles() -> list[str]:
    return [
        _("Month"), _("Department"), _("Regulation"), _("Outcome"), _("Disputes"), _("Hours to answer, on average"),
        _("Hours to the verdict, on average"),
    ]  # fmt: skip


def cells(counts: list[DisputeCount]) -> Iterator[list[Cell]]:
    """One row after another."""
    for one in counts:
        yield [
            one.month, harmless(one.department), harmless(one.regulation), one.outcome, one.number, one.answer_hours,
            one.decide_hours,
        ]  # fmt: skip
