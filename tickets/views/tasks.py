"""The page of tasks and the page of one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.forms.agreeing import EstimateForm, OverrunForm
from tickets.models import Overrun, Task
from tickets.queries.agreed import agreed_block
from tickets.queries.task_conflict import conflict_card
from tickets.queries.task_list import VIEW_WORDS, TaskView, first_task_view, task_list
from tickets.queries.task_page import task_page
from tickets.views.entry import announced


@employees_only
@require_safe
def tasks(request: DeskRequest) -> HttpResponse:
    """`?view=` mine, managed, juniors or all; unchanged it answers 204 to its own refresh."""
    asked = request.GET.get("view", "")
    view = TaskView(asked) if asked in TaskView else first_task_view(request.viewer)
    page = task_list(view, request.viewer)
    if request.htmx and request.GET.get("seen") == page.digest:
        return HttpResponse(status=204)
    chips = [{"label": words, "url": f"?view={each.value}", "current": each is view}
             for each, words in VIEW_WORDS.items()]  # fmt: skip
    context = {"page": page, "chips": chips, "title": VIEW_WORDS[view]}
    return private(render(request, "tasks/list.html" if request.htmx else "tasks/page.html", context))


@employees_only
@require_safe
def task(request: DeskRequest, pk: int) -> HttpResponse:
    """One task; for htmx its body alone, or 204 while nothing has changed."""
    context = task_context(request, pk)
    if request.htmx and request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return private(render(request, "tasks/body.html" if request.htmx else "tasks/task.html", context))


def task_context(request: DeskRequest, pk: int) -> dict[str, Any]:
    """What the page of a task shows; 404 for somebody who may not see it."""
    try:
        page = task_page(pk, request.viewer)
    except Task.DoesNotExist:
        raise Http404 from None
    found = page.conflict_id
    conflict = conflict_card(found, page.task, request.viewer) if found else None
    agreed = agreed_context(request, page.task)
    return {"page": page, "conflict": conflict, **agreed, "seen": f"{page.digest}.{agreed['agreed'].digest}"}


def agreed_context(request: DeskRequest, task: Task) -> dict[str, Any]:
    """What `tasks/agreeing.html` needs: one statement. Its forms lead back to the page of the task."""
    block = agreed_block(task, request.viewer)
    return {
        "agreed": block,
        "estimate_form": EstimateForm() if block.may_estimate else None,
        "overrun_form": OverrunForm() if block.may_report else None,
        "causes": Overrun.Cause.choices,
        "next": reverse("task", args=[task.pk]),
    }


def task_redrawn(request: DeskRequest, pk: int, words: str) -> HttpResponse:
    """The task as it is now. A step may end one's sight of it: then the page says so."""
    if not Task.objects.visible_to(request.viewer).filter(pk=pk).exists():
        return announced(render(request, "tasks/gone.html"), words)
    return announced(render(request, "tasks/body.html", task_context(request, pk)), words)


def private(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response
