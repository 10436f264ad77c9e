"""`/timesheets/`: one's own sheets; the month of a department for who keeps it, filled and closed there (L5)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.timesheets.closing import MonthNotReady, close_month, closed_words
from workload.actions.timesheets.jobs import start_filling
from workload.domain.months import month_after
from workload.models import Department
from workload.queries.timesheets.blocks import month_words
from workload.queries.timesheets.grid_markup import grid_body, grid_head, legend
from workload.queries.timesheets.month_page import MonthPage, job_under_way, month_page
from workload.queries.timesheets.months import kept_departments
from workload.queries.timesheets.sheet_page import own_sheets
from workload.queries.timesheets.waiting import concerning, waiting_for

# Until this day of a month the one before is still being closed.
CLOSING_UNTIL = 10


@require_safe
@employees_only
def timesheets(request: DeskRequest) -> HttpResponse:
    """Who keeps a department's sees its month; the others find their own, and those of their people that wait."""
    if kept_departments(request.viewer).exists():
        return shown_month(request, usual_month(request))
    context = {"sheets": own_sheets(request.viewer), "waiting": waiting_for(request.viewer)}
    return render(request, "timesheets/own.html", context)


@require_safe
@employees_only
def timesheet_month(request: DeskRequest, month: date) -> HttpResponse:
    """People by days, what keeps the month from being closed, and the filling under way."""
    return shown_month(request, month)


def shown_month(request: DeskRequest, month: date) -> HttpResponse:
    """The page of one month."""
    page = found_page(request, month)
    following = month_after(month)
    context = {
        "page": page,
        "facts": page.facts,
        "month": month,
        "month_name": month_words(month),
        "head": grid_head(month),
        "body": grid_body(page.rows, month),
        "legend": legend(page.rows),
        "previous": month_after(month, -1),
        "following": following if following <= timezone.localtime(request.at).date() else None,
        "job": job_under_way(request.viewer),
        "concerning": concerning(request.viewer, month, [row.sheet.pk for row in page.rows]),
        "query": f"department={page.facts.department_id}",
        "export_query": f"department={page.facts.department_id}&month={month:%Y-%m}",
    }
    return render(request, "timesheets/month.html", context)


@require_POST
@employees_only
def timesheet_fill(request: DeskRequest, month: date) -> HttpResponse:
    """Starts the filling; its page shows how far it is."""
    department = kept_department(request)
    job = start_filling(departments=[department], month=month, by=request.viewer, at=request.at)
    return redirect("job", job.pk)


@require_POST
@employees_only
def timesheet_close(request: DeskRequest, month: date) -> HttpResponse:
    """Closes the month, or says what keeps it open; the page lists it."""
    department = kept_department(request)
    try:
        closed = close_month(department=department, month=month, by=request.viewer, at=request.at)
        messages.success(request, closed_words(closed))
    except MonthNotReady as refusal:
        messages.error(request, _("The month stays open: %(reasons)s") % {"reasons": refusal})
    return redirect(month_address(month, department.pk))


def found_page(request: DeskRequest, month: date) -> MonthPage:
    """404 for a department that the viewer does not keep."""
    page = month_page(request.viewer, month, asked_department(request))
    if page is None:
        raise Http404
    return page


def kept_department(request: DeskRequest) -> Department:
    """The department that was sent, when the viewer keeps its timesheets; 404 otherwise."""
    return get_object_or_404(kept_departments(request.viewer), pk=sent_number(request.POST.get("department")) or 0)


def asked_department(request: HttpRequest) -> int | None:
    """The department of the address; None for the first. 404 for what is no number."""
    asked = request.GET.get("department")
    if asked is None:
        return None
    number = sent_number(asked)
    if number is None:
        raise Http404
    return number


def sent_number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def usual_month(request: DeskRequest) -> date:
    """The running month; in its first days the one that is being closed."""
    today = timezone.localtime(request.at).date()
    return month_after(today, -1 if today.day <= CLOSING_UNTIL else 0)


def month_address(month: date, department_id: int) -> str:
    return f"{reverse('timesheet-month', args=[month])}?department={department_id}"
