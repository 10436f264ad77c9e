"""Plans are published, named, ended (Y1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payroll.actions.plans.publishing import publish_plan_draft
from payroll.actions.plans.writing import update_plan
from payroll.forms.plans import PlanNameForm
from payroll.views.plans import seen_plan
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@require_POST
@employees_only
def pay_plan_publish(request: DeskRequest, plan_id: int) -> HttpResponse:
    """The draft becomes a version."""
    version = publish_plan_draft(plan=seen_plan(plan_id, request.viewer), by=request.viewer, at=request.at)
    messages.success(request, _("Published. Everybody it pays is told to read it."))
    return redirect("pay-plan", version.plan_id)


@require_POST
@employees_only
def pay_plan_keep(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Another name or position."""
    form = PlanNameForm(request.POST)
    if not form.is_valid():
        raise Refused(_("A plan has a name."), field="name")
    update_plan(plan=seen_plan(plan_id, request.viewer), by=request.viewer, at=request.at, **form.cleaned_data)
    messages.success(request, _("The plan is named anew."))
    return redirect("pay-plan", plan_id)


@require_POST
@employees_only
def pay_plan_end(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Nobody is given it any more."""
    update_plan(plan=seen_plan(plan_id, request.viewer), by=request.viewer, at=request.at, is_active=False)
    messages.success(request, _("The plan is not used any more; what it has paid stays as it was."))
    return redirect("pay-plans")
