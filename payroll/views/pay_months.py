"""`/pay/months/`: months of pay, and each from its checks to its end (Y5)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from payroll.plan_permissions import can_assign_plans
from payroll.queries.runs.month_list import month_list
from payroll.queries.runs.month_page import PayMonthPage, drafting_of, is_silent, pay_month_page
from payroll.queries.runs.readable import readable_periods
from payroll.queries.runs.words import month_steps, month_title
from payroll.run_permissions import sees_months
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.domain.months import month_after
from workload.models import Department
from workload.queries.timesheets.blocks import month_words

MOST_PAGES = 1000


@require_safe
@employees_only
def pay_months(request: DeskRequest) -> HttpResponse:
    """A year of them; those that wait to be begun stand among them."""
    if not sees_months(request.viewer):
        raise Http404
    found = month_list(request.viewer, asked_number(request, "year", 2000, 2100))
    return render(request, "payroll/runs/months.html", {"list": found, "keeps": can_assign_plans(request.viewer)})


@require_safe
@employees_only
def pay_month(request: DeskRequest, department_id: int, month: date) -> HttpResponse:
    """Checks, progress, people beside last month, and who says yes next."""
    department, page = found_page(request, department_id, month)
    following = month_after(month)
    context = {
        "page": page,
        "department": department,
        "month": month,
        "month_name": month_words(month),
        "title": month_title(page),
        "steps": month_steps(page),
        "previous": month_after(month, -1),
        "following": following if following <= request.at.date() else None,
    }
    return render(request, "payroll/runs/month.html", context)


@require_safe
@employees_only
def pay_month_progress(request: DeskRequest, department_id: int, month: date) -> HttpResponse:
    """How far the draft is; when it is done the page is loaded anew."""
    rows = readable_periods(request.viewer).select_related("department")
    period = get_object_or_404(rows, department=department_id, month=month)
    job = drafting_of(period)
    if job is None or job.finished_at:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"job": job, "period": period, "is_silent": is_silent(job, request.at)}
    return render(request, "payroll/runs/progress.html", context)


def found_page(request: DeskRequest, department_id: int, month: date) -> tuple[Department, PayMonthPage]:
    """404 where the viewer has no say in the month."""
    department = get_object_or_404(Department.objects.visible_to(request.viewer), pk=department_id)
    page = pay_month_page(request.viewer, department, month, asked_number(request, "page", 1, MOST_PAGES) or 1)
    if page is None:
        raise Http404
    return department, page


def asked_number(request: DeskRequest, name: str, least: int, most: int) -> int | None:
    """A number of the address; None where there is none or it is out of bounds."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < len(str(most)) + 1):
        return None
    return int(text) if least <= int(text) <= most else None
