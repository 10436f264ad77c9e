"""`/onboarding/`: one's own plan, those of one's juniors and department, and the steps of each (L9)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.onboarding.plans import close_plan, make_plan, replan
from workload.actions.onboarding.steps import confirm_step, mark_done
from workload.forms.onboarding import NoteForm, PlanForm, ReplanForm
from workload.models import OnboardingItem, OnboardingPlan
from workload.queries.onboarding import local_today, onboarding_page, plan_page


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def onboarding(request: DeskRequest) -> HttpResponse:
    """The page; a POST makes a plan."""
    page = onboarding_page(request.viewer)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, people=page.plannable, initial={"starts_on": local_today(request.at)})
    if form.is_valid():
        try:
            plan = make_plan(**form.cleaned_data, by=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The plan is made."))
            return redirect("onboarding-plan", plan.pk)
    return render(request, "onboarding/page.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_safe
@employees_only
def onboarding_plan(request: DeskRequest, plan_id: int) -> HttpResponse:
    """One plan, day by day."""
    plan = asked_plan(request, plan_id)
    form = ReplanForm(initial={"starts_on": local_today(request.at), "daily_minutes": plan.daily_minutes})
    return render(request, "onboarding/plan.html", {"own": plan_page(plan, request.viewer), "form": form})


@require_POST
@employees_only
def onboarding_replan(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Lays out anew what is not done."""
    plan, form = asked_plan(request, plan_id), ReplanForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose a day, and from 15 to 600 minutes."))
    replan(plan=plan, **form.cleaned_data, by=request.viewer, at=request.at)
    messages.success(request, _("Laid out anew. What is done stays."))
    return redirect("onboarding-plan", plan_id)


@require_POST
@employees_only
def onboarding_close(request: DeskRequest, plan_id: int) -> HttpResponse:
    """Ends a plan before its end."""
    close_plan(plan=asked_plan(request, plan_id), by=request.viewer, at=request.at)
    messages.success(request, _("Closed."))
    return redirect("onboarding-plan", plan_id)


@require_POST
@employees_only
def onboarding_done(request: DeskRequest, item_id: int) -> HttpResponse:
    """The person has learned it; `undo` takes that back."""
    item = asked_item(request, item_id)
    mark_done(item=item, is_done="undo" not in request.POST, by=request.viewer, at=request.at)
    return redirect("onboarding-plan", item.plan_id)


@require_POST
@employees_only
def onboarding_confirm(request: DeskRequest, item_id: int) -> HttpResponse:
    """It is known."""
    item, form = asked_item(request, item_id), NoteForm(request.POST)
    if not form.is_valid():
        raise Refused(_("A note has 300 characters at most."))
    confirm_step(item=item, note=form.cleaned_data["note"], by=request.viewer, at=request.at)
    return redirect("onboarding-plan", item.plan_id)


def asked_plan(request: DeskRequest, plan_id: int) -> OnboardingPlan:
    """The plan, when the viewer may see it."""
    plans = OnboardingPlan.objects.visible_to(request.viewer).select_related("employee", "mentor", "position")
    return get_object_or_404(plans, pk=plan_id)


def asked_item(request: DeskRequest, item_id: int) -> OnboardingItem:
    """A step of a plan that the viewer may see."""
    plans = OnboardingPlan.objects.visible_to(request.viewer)
    return get_object_or_404(OnboardingItem.objects.select_related("plan").filter(plan__in=plans), pk=item_id)
