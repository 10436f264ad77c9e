"""Marking sheets: complete, approved, open again (L5)."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.timesheets.marking import (
    approve_completed,
    approve_timesheet,
    complete_timesheet,
    reopen_timesheet,
)
from workload.views.timesheets.month import kept_department, month_address, sent_number
from workload.views.timesheets.sheet import found_sheet


@require_POST
@employees_only
def timesheet_complete(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """The person says that it is as they worked."""
    complete_timesheet(sheet=found_sheet(request, sheet_id), by=request.viewer, at=request.at)
    messages.success(request, _("Marked complete."))
    return redirect("timesheet", sheet_id)


@require_POST
@employees_only
def timesheet_approve(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """The head approves what they have seen: the form sends its version."""
    seen = sent_number(request.POST.get("version"))
    approve_timesheet(sheet=found_sheet(request, sheet_id), version=seen, by=request.viewer, at=request.at)
    messages.success(request, _("Approved."))
    return redirect("timesheet", sheet_id)


@require_POST
@employees_only
def timesheet_reopen(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """Takes the marks back."""
    reopen_timesheet(sheet=found_sheet(request, sheet_id), by=request.viewer, at=request.at)
    messages.success(request, _("The timesheet is open again."))
    return redirect("timesheet", sheet_id)


@require_POST
@employees_only
def timesheets_approve(request: DeskRequest, month: date) -> HttpResponse:
    """Approves all that their people marked complete."""
    department = kept_department(request)
    done = approve_completed(department=department, month=month, by=request.viewer, at=request.at)
    words = ngettext("%(count)d timesheet was approved.", "%(count)d timesheets were approved.", done)
    messages.success(request, words % {"count": done})
    return redirect(month_address(month, department.pk))
