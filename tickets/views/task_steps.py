"""What is done with a task: steps of its table, offering it, changing it, setting the order of two."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from tickets.actions.tasks.changing import change_task
from tickets.actions.tasks.conflicts import order_tasks
from tickets.actions.tasks.moving import decline_task, move_task, offer_task
from tickets.domain.tasks import WITH_SPECIALIST, TaskEvent
from tickets.forms.tasks import OfferForm, OrderForm, StepForm, TaskForm
from tickets.models import OrderConflict, Task, TaskStatus
from tickets.queries.task_people import candidates
from tickets.queries.task_words import AT_ONCE, EVENT_WORDS
from tickets.views.entry import dialog, sent
from tickets.views.handling import refused
from tickets.views.tasks import task_redrawn

Deed = Callable[[], object]


def found_task(request: DeskRequest, pk: int) -> Task:
    """The task, 404 when the viewer may not see it. One statement."""
    task = Task.objects.visible_to(request.viewer).select_related("ticket").filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


@employees_only
@require_http_methods(["GET", "POST"])
def task_step(request: DeskRequest, pk: int, event: str) -> HttpResponse:
    """One event of the table: at once, or by a dialog that asks what is said with it."""
    task = found_task(request, pk)
    if event not in EVENT_WORDS or event == TaskEvent.OFFER:
        raise Http404
    step = TaskEvent(event)
    form = StepForm(sent(request), event=step, own=_own_tasks(request, task) if _may_conflict(task, step) else None)

    def deed() -> object:
        said: dict[str, Any] = {name: form.cleaned_data.get(name, "") for name in ("text", "reason")}
        said |= {"by": request.viewer, "at": request.at}
        if step is TaskEvent.DECLINE:
            return decline_task(task=task, against=form.cleaned_data.get("against"), **said)
        return move_task(task=task, event=step, **said)

    context = {"step": step, "title": str(EVENT_WORDS[step][0]).removesuffix("…")}
    if step in AT_ONCE and request.method == "POST":
        return stepped(request, task, form, deed)
    return answered(request, task, "tasks/step.html", form, deed, **context)


@employees_only
@require_http_methods(["GET", "POST"])
def task_offer(request: DeskRequest, pk: int) -> HttpResponse:
    """The dialog with specialists, best first, and offering the task."""
    task = found_task(request, pk)
    form = OfferForm(sent(request), people=candidates(task.skill_id, request.viewer, task_id=task.pk))

    def deed() -> object:
        text = form.cleaned_data["text"]
        return offer_task(task=task, to=form.person(), text=text, by=request.viewer, at=request.at)

    return answered(request, task, "tasks/offer.html", form, deed)


@employees_only
@require_http_methods(["GET", "POST"])
def task_edit(request: DeskRequest, pk: int) -> HttpResponse:
    """The dialog with formulation and deadline, and changing them."""
    task = found_task(request, pk)
    form = TaskForm(sent(request), initial=TaskForm.of(task))

    def deed() -> object:
        return change_task(task=task, new=form.cleaned_data, by=request.viewer, at=request.at)

    return answered(request, task, "tasks/edit.html", form, deed)


@employees_only
@require_POST
def task_order(request: DeskRequest, pk: int, conflict_id: int) -> HttpResponse:
    """Which of two tasks goes first: proposed, agreed or decided."""
    task = found_task(request, pk)
    seen = OrderConflict.objects.visible_to(request.viewer).filter(pk=conflict_id)
    conflict = seen.select_related("task", "against").first()
    form = OrderForm(request.POST)
    if conflict is None or not form.is_valid():
        raise Http404
    chosen = {each.pk: each for each in (conflict.task, conflict.against)}.get(form.cleaned_data["first"])
    if chosen is None:
        raise Http404
    said = {"reason": form.cleaned_data["reason"], "by": request.viewer, "at": request.at}
    try:
        settled = order_tasks(conflict=conflict, first=chosen, **said)
    except Refused as refusal:
        return refused(request, str(refusal))
    words = _("The order is set") if settled.settled_at else _("Your proposal went to the other manager")
    return task_redrawn(request, task.pk, words)


def _may_conflict(task: Task, step: TaskEvent) -> bool:
    return step is TaskEvent.DECLINE and task.is_critical


def _own_tasks(request: DeskRequest, task: Task) -> QuerySet[Task]:
    """What else the specialist has to do."""
    own = Task.objects.visible_to(request.viewer).filter(assignee_id=request.viewer.employee_id or 0)
    return own.filter(status__in=WITH_SPECIALIST).exclude(pk=task.pk).order_by("rank", "pk")


def answered(request: DeskRequest, task: Task, template: str, form: Form, deed: Deed, **context: Any) -> HttpResponse:
    """A dialog's life: shown, sent once, and shown again with its errors when it cannot be done."""
    context |= {"form": form, "task": task}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, template, context, refused=request.method == "POST")
    key = request.POST.get("idempotency_key", "")
    try:
        once(key=key, by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return dialog(request, template, context, refused=True)
    return task_redrawn(request, task.pk, now_words(task))


def stepped(request: DeskRequest, task: Task, form: Form, deed: Deed) -> HttpResponse:
    """A step by one click: done and drawn, or refused with a sentence."""
    if not form.is_valid():
        return refused(request, _("This step needs its dialog."))
    try:
        deed()
    except Refused as refusal:
        return refused(request, str(refusal))
    return task_redrawn(request, task.pk, now_words(task))


def now_words(task: Task) -> str:
    """What the task is now, for the toast."""
    status = Task.objects.values_list("status", flat=True).get(pk=task.pk)
    return _("%(title)s: %(status)s") % {"title": task.title, "status": TaskStatus(status).label}
