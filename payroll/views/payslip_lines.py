"""`/pay/<employee>/<month>/lines/<place>/`: a line of a payslip, opened in its place or as a page of its own (Y4)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from payroll.models import LineEvidence, PayslipLine
from payroll.queries.slips.found import slips_of
from payroll.queries.slips.line import opened_line, page_of_rows
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only

LONGEST = 9


@require_safe
@employees_only
def payslip_line(request: DeskRequest, employee_id: int, month: date, position: int) -> HttpResponse:
    """Formula, score, scale and what it was measured by; htmx gets the part alone."""
    slip = get_object_or_404(slips_of(request.viewer), employee=employee_id, month=month)
    try:
        opened = opened_line(request.viewer, slip, position)
    except PayslipLine.DoesNotExist as missing:
        raise Http404 from missing
    is_own = slip.employee_id == request.viewer.employee_id
    name = "payroll/payslips/line.html" if request.htmx else "payroll/payslips/line_page.html"
    answer = render(request, name, {"opened": opened, "slip": slip, "is_own": is_own})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@require_safe
@employees_only
def payslip_rows(request: DeskRequest, employee_id: int, month: date, position: int, source: str) -> HttpResponse:
    """A page of the rows of one source, from `?from=`."""
    slip = get_object_or_404(slips_of(request.viewer), employee=employee_id, month=month)
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) <= LONGEST else 0
    try:
        found = page_of_rows(request.viewer, slip, position, source, start)
    except LineEvidence.DoesNotExist as missing:
        raise Http404 from missing
    is_own = slip.employee_id == request.viewer.employee_id
    context = {"listing": found, "slip": slip, "position": position, "is_own": is_own}
    name = "payroll/payslips/rows.html" if request.htmx else "payroll/payslips/rows_page.html"
    answer = render(request, name, context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
