"""`/points/report/<department>/<month>/`: a month of points, on a page, on paper and in a spreadsheet (M5)."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disputes.domain.settling import last_month_over
from disputes.notifications.point_report_pdf import point_report_pdf as on_paper
from disputes.queries import point_words as words
from disputes.queries.point_reports import PointReport
from disputes.queries.point_reports import point_report as report_of
from support_desk.shared.exports.cells import cell
from support_desk.shared.exports.files import xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer
from workload.domain.months import day_in, month_after
from workload.domain.zones import zone_named
from workload.models import Department


@require_safe
@employees_only
def point_report(request: DeskRequest, department_id: int, month: date) -> HttpResponse:
    """The page; before the month ends "so far"."""
    report = asked(request, department_id, month)
    following = month_after(month)
    context = {
        "report": report,
        "title": words.title_of(report),
        "state": words.state_words(report),
        "policy": words.policy_words(report),
        "parts": [section for section in words.sections(report) if section.key not in ("people", "money")],
        "nominal_sum": words.equation(report.nominal),
        "applied_sum": words.equation(report.applied) if report.applied else "",
        "shown": report.applied or report.nominal,
        "given_back": max(-(report.applied or report.nominal)["kitty"], 0),
        "previous": f"{month_after(month, -1):%Y-%m}",
        "following": f"{following:%Y-%m}" if following <= running_month(report.department, request) else "",
        "month": f"{month:%Y-%m}",
        "is_running": month > last_month_over(request.at, zone_named(report.department.timezone)),
    }
    return render(request, "points/report.html", context)


@require_safe
@employees_only
def point_report_pdf(request: DeskRequest, department_id: int, month: date) -> HttpResponseBase:
    """On paper, with the names that the reader may read."""
    report = asked(request, department_id, month)
    content = BytesIO(on_paper(report, at=request.at))
    return file_answer(content, name=file_name(report, "pdf"), content_type="application/pdf")


@require_safe
@employees_only
def point_report_xlsx(request: DeskRequest, department_id: int, month: date) -> HttpResponseBase:
    """In a spreadsheet: the same parts below each other."""
    report = asked(request, department_id, month)
    titles = [_("Part"), _("What"), _("Number"), _("Nominal"), _("Applied"), _("Remark")]
    content = xlsx_file(words.title_of(report), titles, cells_of(report))
    return file_answer(content, name=file_name(report, "xlsx"), content_type=TYPES["xlsx"])


def asked(request: DeskRequest, department_id: int, month: date) -> PointReport:
    """404 for a department that is not there, and a month that has not begun."""
    department = get_object_or_404(Department.objects.visible_to(request.viewer), pk=department_id)
    if month > running_month(department, request):
        raise Http404
    return report_of(request.viewer, department, month)


def running_month(department: Department, request: DeskRequest) -> date:
    return day_in(department.timezone, request.at).replace(day=1)


def cells_of(report: PointReport) -> Iterator[list[Any]]:
    for section in words.sections(report):
        for row in section.rows:
            yield [cell(section.title), *(cell(value) for value in row)]


def file_name(report: PointReport, kind: str) -> str:
    return f"points-{report.department.pk}-{report.month:%Y-%m}.{kind}"
