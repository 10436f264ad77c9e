"""What is done to a month of pay: each calls one action and leads back to its page (Y5)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run, send_back
from payroll.actions.runs.drafting import start_draft
from payroll.actions.runs.freezing import PayNotReady, freeze_period, thaw_period
from payroll.models import PayPeriod, PayRun
from payroll.queries.runs.readable import readable_periods, readable_runs
from payroll.run_permissions import keeps_pay
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.models import Department


@require_POST
@employees_only
def pay_month_freeze(request: DeskRequest, department_id: int, month: date) -> HttpResponse:
    """Freezes the facts, or says what keeps them open; the page lists it."""
    department = get_object_or_404(Department.objects.visible_to(request.viewer), pk=department_id)
    if not keeps_pay(request.viewer, department.pk):
        raise Http404
    try:
        freeze_period(department=department, month=month, by=request.viewer, at=request.at)
        messages.success(request, _("The facts are frozen. Draft the pay of the month."))
    except PayNotReady as refusal:
        messages.error(request, _("The facts stay open: %(reasons)s") % {"reasons": refusal})
    return redirect("pay-month", department_id, month)


@require_POST
@employees_only
def pay_month_thaw(request: DeskRequest, department_id: int, month: date) -> HttpResponse:
    """Opens the facts again; drafts go."""
    thaw_period(period=kept_period(request, department_id, month), by=request.viewer, at=request.at)
    messages.success(request, _("The facts are open again, and the draft is discarded."))
    return redirect("pay-month", department_id, month)


@require_POST
@employees_only
def pay_month_draft(request: DeskRequest, department_id: int, month: date) -> HttpResponse:
    """Starts the drafting; the page shows how far it is, or what stops the pay of who came late."""
    try:
        start_draft(period=kept_period(request, department_id, month), by=request.viewer, at=request.at)
    except PayNotReady as refusal:
        messages.error(request, str(refusal))
    return redirect("pay-month", department_id, month)


@require_POST
@employees_only
def pay_run_confirm(request: DeskRequest, run_id: int) -> HttpResponse:
    """Of what was seen: the digest is sent with it."""
    run = found_run(request, run_id)
    confirm_run(run=run, digest=request.POST.get("digest", ""), by=request.viewer, at=request.at)
    messages.success(request, _("Confirmed. Another person approves it, and they are told."))
    return redirect("pay-month", run.period.department_id, run.period.month)


@require_POST
@employees_only
def pay_run_approve(request: DeskRequest, run_id: int) -> HttpResponse:
    """Of what was seen: the digest is sent with it."""
    run = found_run(request, run_id)
    approve_run(run=run, digest=request.POST.get("digest", ""), by=request.viewer, at=request.at)
    messages.success(request, _("Approved. Everybody it pays is told that their payslip is there."))
    return redirect("pay-month", run.period.department_id, run.period.month)


@require_POST
@employees_only
def pay_run_send_back(request: DeskRequest, run_id: int) -> HttpResponse:
    """With the reason."""
    run = found_run(request, run_id)
    send_back(run=run, note=request.POST.get("note", ""), by=request.viewer, at=request.at)
    messages.success(request, _("Sent back. Its draft is discarded, and who answers for the month is told why."))
    return redirect("pay-month", run.period.department_id, run.period.month)


def kept_period(request: DeskRequest, department_id: int, month: date) -> PayPeriod:
    """404 for what the viewer has no say in."""
    return get_object_or_404(readable_periods(request.viewer), department=department_id, month=month)


def found_run(request: DeskRequest, run_id: int) -> PayRun:
    """404 for one that the viewer does not read."""
    return get_object_or_404(readable_runs(request.viewer).select_related("period"), pk=run_id)
