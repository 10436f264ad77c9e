"""A client's wish for changes: inside the scope with one click, or outside as a new task (W4)."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from tickets.actions.tasks.wishes import take_as_new_task, take_as_rework, words_of
from tickets.forms.tasks import NewTaskForm
from tickets.models import Task
from tickets.queries.task_people import candidates
from tickets.views.entry import dialog, sent
from tickets.views.handling import refused
from tickets.views.task_steps import found_task, now_words
from tickets.views.tasks import task_redrawn


@employees_only
@require_POST
def wish_inside(request: DeskRequest, pk: int) -> HttpResponse:
    """Back to the specialist with the client's words."""
    task = found_task(request, pk)
    try:
        take_as_rework(task=task, by=request.viewer, at=request.at)
    except Refused as refusal:
        return refused(request, str(refusal))
    return task_redrawn(request, task.pk, now_words(task))


@employees_only
@require_http_methods(["GET", "POST"])
def wish_outside(request: DeskRequest, pk: int) -> HttpResponse:
    """The dialog with the client's words, and the new task that comes of it."""
    task = found_task(request, pk)
    people = candidates(task.skill_id, request.viewer)
    form = NewTaskForm(sent(request), people=people, initial=beginning(task) if request.method == "GET" else None)
    context = {"form": form, "task": task}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, "tasks/wish_outside.html", context, refused=request.method == "POST")
    spec, key = form.spec(), request.POST.get("idempotency_key", "")

    def deed() -> object:
        return take_as_new_task(task=task, spec=spec, by=request.viewer, at=request.at)

    try:
        once(key=key, by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return dialog(request, "tasks/wish_outside.html", context, refused=True)
    return task_redrawn(request, task.pk, _("Task split off: %(title)s") % {"title": spec.title})


def beginning(task: Task) -> dict[str, object]:
    """What the form begins with: the client's words, and who has done the work so far. 404 once it is decided."""
    try:
        return NewTaskForm.from_wish(task, words_of(task))
    except Refused:
        raise Http404 from None
