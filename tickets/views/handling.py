"""What is done to a ticket besides writing: status, assignee, priority, tags, followers, time."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.toasts import add_toast
from support_desk.shared.views.doors import employees_only
from tickets.actions.handling import assign, follow, set_priority, set_tags
from tickets.actions.moving import move_ticket
from tickets.actions.needing_answer import no_answer_needed
from tickets.forms.handling import AssignForm, MoveForm, PriorityForm, TagsForm
from tickets.models import TicketStatus
from tickets.queries.people import people_for_assignment
from tickets.views.entry import announced, dialog, found_ticket, sent
from tickets.views.ticket import PANE, pane_context


@employees_only
@require_POST
def ticket_status(request: DeskRequest, number: int) -> HttpResponse:
    """One event of the transition table."""
    ticket = found_ticket(request, number)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return refused(request, _("There is no such step."))

    def move() -> str:
        moved = move_ticket(ticket=ticket, event=form.cleaned_data["event"], by=request.viewer, at=request.at)
        return _("%(number)s: %(status)s") % {"number": number, "status": TicketStatus(moved.status).label}

    response = changed(request, number, move)
    # What may be written depends on the status, so the composer is drawn anew; its text is in the draft.
    response.headers["HX-Reswap"] = "outerHTML"
    return response


@employees_only
@require_POST
def ticket_priority(request: DeskRequest, number: int) -> HttpResponse:
    ticket = found_ticket(request, number)
    form = PriorityForm(request.POST)
    if not form.is_valid():
        return refused(request, _("There is no such priority."))

    def change() -> str:
        priority = form.cleaned_data["priority"]
        set_priority(ticket=ticket, priority=priority, by=request.viewer, at=request.at)
        return _("Priority: %(priority)s") % {"priority": priority.label}

    return changed(request, number, change)


@employees_only
@require_POST
def ticket_follow(request: DeskRequest, number: int) -> HttpResponse:
    """Follows, or with `following=0` stops."""
    ticket = found_ticket(request, number)
    is_following = request.POST.get("following") != "0"

    def change() -> str:
        follow(ticket=ticket, by=request.viewer, at=request.at, is_following=is_following)
        return _("You follow this ticket") if is_following else _("You no longer follow this ticket")

    return changed(request, number, change)


@employees_only
@require_POST
def ticket_no_answer(request: DeskRequest, number: int) -> HttpResponse:
    """A bare thank-you: nobody waits any more (T5)."""
    ticket = found_ticket(request, number)

    def change() -> str:
        no_answer_needed(ticket=ticket, by=request.viewer, at=request.at)
        return _("Marked as needing no answer")

    return changed(request, number, change)


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_assign(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog with people, and handing the ticket over."""
    ticket = found_ticket(request, number)
    people = people_for_assignment(request.viewer)
    form = AssignForm(sent(request), people=people, initial={"assignee": ticket.assignee_id or ""})

    def change() -> str:
        person = form.person()
        assign(ticket=ticket, to=person, by=request.viewer, at=request.at)
        return _("Given to %(name)s") % {"name": person.name} if person else _("Nobody’s now")

    return answered(request, number, "ticket/assign.html", form, change, ticket=ticket)


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_tags(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog with the tags."""
    ticket = found_ticket(request, number)
    form = TagsForm(sent(request), initial={"tags": ", ".join(ticket.tags)})

    def change() -> str:
        set_tags(ticket=ticket, tags=form.words(), by=request.viewer, at=request.at)
        return _("Tags changed")

    return answered(request, number, "ticket/tags.html", form, change, ticket=ticket)


def answered(
    request: DeskRequest, number: int, template: str, form: Form, deed: Callable[[], str], **context: Any
) -> HttpResponse:
    """A dialog's life: shown, sent, and shown again with its errors when it cannot be done."""
    if request.method == "GET" or not form.is_valid():
        return dialog(request, template, {"form": form, **context}, refused=request.method == "POST")
    try:
        words = deed()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return dialog(request, template, {"form": form, **context}, refused=True)
    return redrawn(request, number, words)


def changed(request: DeskRequest, number: int, deed: Callable[[], str]) -> HttpResponse:
    """A change by one click: done and drawn, or refused with a sentence."""
    try:
        words = deed()
    except Refused as refusal:
        return refused(request, str(refusal))
    return redrawn(request, number, words)


def redrawn(request: DeskRequest, number: int, words: str) -> HttpResponse:
    """The pane as it is now. Handing a ticket over may end one's sight of it: then the pane says so."""
    from tickets.models import Ticket

    if not Ticket.objects.visible_to(request.viewer).filter(number=number).exists():
        return announced(render(request, "ticket/gone.html", {"number": number}), words)
    return announced(render(request, PANE, pane_context(request, number)), words)


def refused(request: DeskRequest, words: str) -> HttpResponse:
    """Nothing changed; the page stays and says why."""
    return add_toast(HttpResponse(status=409), words, tone="bad")
