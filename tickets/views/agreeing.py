"""What was agreed on a task: estimating, confirming, difficulties (W2, W3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.agreeing import (
    confirm_estimate,
    decide_overrun,
    estimate_task,
    report_overrun,
    return_estimate,
)
from tickets.actions.once import once
from tickets.forms.agreeing import EstimateForm, OverrunForm, RefusableForm
from tickets.models import Estimate, Overrun, Task
from tickets.views.tasks import private, task_context
from tickets.views.time_entries import own_address

PEOPLE = ("ticket__project", "ticket__department", "ticket__client", "assignee", "manager")


@require_POST
@employees_only
def task_estimate(request: DeskRequest, task_id: int) -> HttpResponse:
    """A new estimate by whoever does the task."""
    task, form = found_task(request, task_id), EstimateForm(request.POST)

    def deed() -> object:
        return estimate_task(task=task, figures=form.figures(), by=request.viewer, at=request.at)

    if done(request, form, deed):
        messages.success(request, _("The estimate is on its way."))
        return back(request, task)
    return shown(request, task, estimate_form=form)


@require_POST
@employees_only
def task_overrun(request: DeskRequest, task_id: int) -> HttpResponse:
    """A difficulty, reported by whoever does the task."""
    task, form = found_task(request, task_id), OverrunForm(request.POST)

    def deed() -> object:
        return report_overrun(task=task, by=request.viewer, at=request.at, **form.cleaned_data)

    if done(request, form, deed):
        messages.success(request, _("The difficulty is reported."))
        return back(request, task)
    return shown(request, task, overrun_form=form)


@require_POST
@employees_only
def estimate_confirm(request: DeskRequest, estimate_id: int) -> HttpResponse:
    """The mentor's or the manager's yes."""
    estimate = get_object_or_404(Estimate.objects.visible_to(request.viewer), pk=estimate_id)
    confirm_estimate(estimate=estimate, by=request.viewer, at=request.at)
    messages.success(request, _("The estimate is confirmed."))
    return back(request, Task(pk=estimate.task_id))


@require_POST
@employees_only
def estimate_return(request: DeskRequest, estimate_id: int) -> HttpResponse:
    """Back to its author."""
    estimate = get_object_or_404(Estimate.objects.visible_to(request.viewer), pk=estimate_id)
    reason = request.POST.get("reason", "")[:4000]
    return_estimate(estimate=estimate, reason=reason, by=request.viewer, at=request.at)
    messages.success(request, _("The estimate went back to its author."))
    return back(request, Task(pk=estimate.task_id))


@require_POST
@employees_only
def overrun_decide(request: DeskRequest, overrun_id: int) -> HttpResponse:
    """What a difficulty comes from."""
    overrun = get_object_or_404(Overrun.objects.visible_to(request.viewer), pk=overrun_id)
    decide_overrun(overrun=overrun, cause=request.POST.get("cause", ""), by=request.viewer, at=request.at)
    messages.success(request, _("The cause is decided."))
    return back(request, Task(pk=overrun.task_id))


def done(request: DeskRequest, form: RefusableForm, deed: Any) -> bool:
    """Whether it was done, once; what was wrong stands in the form afterwards."""
    if not form.is_valid():
        return False
    try:
        once(key=request.POST.get("idempotency_key", ""), by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        form.add_refusal(refusal)
        return False
    return True


def found_task(request: DeskRequest, task_id: int) -> Task:
    """404 when the viewer may not see it."""
    return get_object_or_404(Task.objects.visible_to(request.viewer).select_related(*PEOPLE), pk=task_id)


def back(request: DeskRequest, task: Task) -> HttpResponse:
    """To the page that showed the form, else to the task's own."""
    return redirect(own_address(request, request.POST.get("next", "")) or reverse("task", args=[task.pk]))


def shown(request: DeskRequest, task: Task, **forms: RefusableForm) -> HttpResponse:
    """The page of the task, with the form that was refused in its place."""
    return private(render(request, "tasks/task.html", {**task_context(request, task.pk), **forms}, status=422))
