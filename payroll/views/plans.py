"""`/pay/plans/`: the plans, and one plan with its versions (Y1, M4)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from payroll.actions.plans.acknowledging import acknowledge_plan
from payroll.forms.plans import PlanNameForm
from payroll.models import PayPlan, PayPlanVersion
from payroll.plan_permissions import can_assign_plans, can_write_plans
from payroll.queries.plans.lists import plan_rows
from payroll.queries.plans.page import plan_page
from payroll.queries.plans.standing import versions_of
from support_desk.shared.http import DeskRequest
from support_desk.shared.viewer import Viewer
from support_desk.shared.views.doors import employees_only


@require_safe
@employees_only
def pay_plans(request: DeskRequest) -> HttpResponse:
    """The list; `?view=ended` those that are not used any more."""
    is_ended = request.GET.get("view") == "ended"
    rows = plan_rows(request.viewer, is_active=not is_ended)
    context = {
        "rows": rows,
        "is_ended": is_ended,
        "own": next((row for row in rows if row.is_own), None),
        "may_write": can_write_plans(request.viewer),
        "may_assign": can_assign_plans(request.viewer),
    }
    return render(request, "payroll/plans/list.html", context)


@require_safe
@employees_only
def pay_plan(request: DeskRequest, plan_id: int) -> HttpResponse:
    """One plan; `?version=` shows another version of it."""
    page = plan_page(seen_plan(plan_id, request.viewer), number_of(request), request.viewer)
    if page is None:
        raise Http404
    named = {"name": page.plan.name, "position": page.plan.position}
    context = {"page": page, "keep_form": PlanNameForm(initial=named) if page.may_write else None}
    return render(request, "payroll/plans/plan.html", context)


@require_POST
@employees_only
def pay_plan_read(request: DeskRequest, version_id: int) -> HttpResponse:
    """The viewer has read this version."""
    plans = PayPlan.objects.visible_to(request.viewer)
    version = get_object_or_404(PayPlanVersion, pk=version_id, plan__in=plans.values("pk"))
    if version not in versions_of([version.plan], request.viewer)[version.plan_id]:
        raise Http404
    acknowledge_plan(version=version, by=request.viewer, at=request.at)
    messages.success(request, _("It is written down that you have read it."))
    return redirect("pay-plan", version.plan_id)


def seen_plan(plan_id: int, viewer: Viewer) -> PayPlan:
    """404 when the viewer may not see it."""
    return get_object_or_404(PayPlan.objects.visible_to(viewer), pk=plan_id)


def number_of(request: DeskRequest) -> int | None:
    """`?version=`; 404 for what is no number."""
    given = request.GET.get("version", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 6):
        raise Http404
    return int(given)
