"""`/reports/`: the month's reports to clients, built and sent in one step (W8)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.reports.jobs import start_building, start_sending
from tickets.domain.months import is_over
from tickets.forms.reports import MonthForm
from tickets.queries.report_clients import unbuilt_clients
from tickets.queries.report_list import Show, figures_of, job_under_way, report_list
from tickets.queries.report_words import month_name
from tickets.report_permissions import can_build_reports, can_see_reports
from workload.domain.months import month_after


@require_safe
@employees_only
def reports(request: DeskRequest) -> HttpResponse:
    """The reports of a month, those with holes first; the building under way with its progress."""
    if not can_see_reports(request.viewer):
        raise Http404
    today = timezone.localtime(request.at).date()
    month = MonthForm(request.GET).wanted(today)
    show = request.GET.get("show", Show.ALL.value)
    page = report_list(request.viewer, month, show=show, cursor=request.GET.get("cursor", ""))
    figures = figures_of(request.viewer, month)
    counts = {Show.ALL: figures.all, Show.HOLES: figures.with_holes, Show.READY: figures.ready, Show.SENT: figures.sent}
    chips = [
        {
            "label": one.label,
            "count": counts[one],
            "current": show == one.value,
            "url": address_with(request, show=one.value, cursor=None),
        }
        for one in Show
    ]
    may_build = can_build_reports(request.viewer)
    context = {
        "page": page,
        "figures": figures,
        "chips": chips,
        "month": month,
        "month_name": month_name(month),
        "previous": month_after(month, -1),
        "following": month_after(month) if month_after(month) <= today else None,
        "job": job_under_way(request.viewer),
        "is_over": is_over(month, request.at, [timezone.get_current_timezone_name()]),
        "may_build": may_build,
        "unbuilt": unbuilt_clients(request.viewer, month).count() if may_build and month_after(month) <= today else 0,
        "is_filtered": show != Show.ALL.value,
        "newer_url": page.newer and address_with(request, cursor=page.newer),
        "older_url": page.older and address_with(request, cursor=page.older),
    }
    return render(request, "reports/list.html", context)


@require_POST
@employees_only
def reports_build(request: DeskRequest) -> HttpResponse:
    """Starts the building of a month; its page shows how far it is."""
    job = start_building(month=month_of_form(request), by=request.viewer, at=request.at)
    return redirect("job", job.pk)


@require_POST
@employees_only
def reports_send(request: DeskRequest) -> HttpResponse:
    """Starts the sending of all drafts of a month without holes."""
    job = start_sending(month=month_of_form(request), by=request.viewer, at=request.at)
    return redirect("job", job.pk)


def month_of_form(request: DeskRequest) -> date:
    """The month that was sent; the last one that is over without one."""
    return MonthForm(request.POST).wanted(timezone.localtime(request.at).date())


def list_address(month: date) -> str:
    return f"{reverse('reports')}?month={month:%Y-%m}"


def sent_words(name: str) -> str:
    return _("The report was sent to %(name)s.") % {"name": name}
