"""Splitting a task off a ticket: the dialog, its people, and doing it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from tickets.actions.tasks.creating import create_task
from tickets.forms.tasks import NewTaskForm
from tickets.models import LetterItem, Ticket
from tickets.queries.task_people import candidates
from tickets.task_permissions import check_can_split_off
from tickets.views.entry import dialog, found_ticket, sent
from tickets.views.handling import redrawn, refused

TEMPLATE = "tasks/new.html"


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_task_new(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog, and splitting off the task."""
    ticket = found_ticket(request, number)
    try:
        check_can_split_off(request.viewer, ticket)
    except Refused as refusal:
        return refused(request, str(refusal))
    people, item = candidates(skill_asked(request), request.viewer), item_asked(request, ticket)
    form = NewTaskForm(sent(request), people=people, initial={"assignee": "", **NewTaskForm.from_item(item)})
    context = {"ticket": ticket, "form": form, "item": item}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, TEMPLATE, context, refused=request.method == "POST")
    spec, key = form.spec(), request.POST.get("idempotency_key", "")

    def deed() -> object:
        return create_task(ticket=ticket, spec=spec, item=item, by=request.viewer, at=request.at)

    try:
        once(key=key, by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return dialog(request, TEMPLATE, context, refused=True)
    return redrawn(request, number, _("Task split off: %(title)s") % {"title": spec.title})


@employees_only
@require_safe
def ticket_task_people(request: DeskRequest, number: int) -> HttpResponse:
    """The specialists with the chosen skill; the best one is chosen already."""
    ticket = found_ticket(request, number)
    people = candidates(skill_asked(request), request.viewer)
    proposed = str(people[0].employee.pk) if people and skill_asked(request) else ""
    form = NewTaskForm(people=people, initial={"assignee": proposed})
    return render(request, "tasks/new_people.html", {"ticket": ticket, "form": form})


def skill_asked(request: DeskRequest) -> int | None:
    """The skill in the form; None for any."""
    return key_asked(request, "skill")


def item_asked(request: DeskRequest, ticket: Ticket) -> LetterItem | None:
    """The question of the ticket's letters that the task is to answer; 404 for one that is not of it."""
    key = key_asked(request, "item")
    if key is None:
        return None
    return get_object_or_404(LetterItem.objects.visible_to(request.viewer), pk=key, ticket=ticket)


def key_asked(request: DeskRequest, name: str) -> int | None:
    given = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return int(given) if given.isdecimal() and len(given) < 18 else None
