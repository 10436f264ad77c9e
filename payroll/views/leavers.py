"""`/pay/leavers/`: who leaves, and the pay of their last day (Labour Code 140; Y5)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from payroll.actions.leaving import draft_leaver
from payroll.queries.runs.leavers import leavers_of
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@employees_only
@require_safe
def pay_leavers(request: DeskRequest) -> HttpResponse:
    """Those of the departments whose pay the viewer keeps."""
    check_keeps_some(request)
    return render(request, "payroll/adjustments/leavers.html", {"rows": leavers_of(request.viewer)})


@employees_only
@require_POST
def pay_leaver_draft(request: DeskRequest, pk: int) -> HttpResponse:
    """Draft the run of one of them; drafted before, anew."""
    check_keeps_some(request)
    row = next((one for one in leavers_of(request.viewer) if one.employee.pk == pk), None)
    if row is None:
        raise Http404
    try:
        run = draft_leaver(employee=row.employee, by=request.viewer, at=request.at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("pay-leavers")
    if run.errors:
        messages.error(request, _("It could not be computed: %(reason)s") % {"reason": run.errors[0][1]})
        return redirect("pay-leavers")
    messages.success(request, _("Drafted. Whoever confirms it is told."))
    return redirect("pay-leavers")


def check_keeps_some(request: DeskRequest) -> None:
    """404 for who leads no department."""
    if not (request.viewer.has("director") or request.viewer.led_department_ids):
        raise Http404
