"""The ticket: its page, the same in the reading pane, and the parts that load by themselves."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.handling import mark_read
from tickets.forms.composer import CallForm, NoteForm, ReplyForm
from tickets.models import Ticket, TicketStatus
from tickets.queries.colleagues import note_presence
from tickets.queries.operations import operations_for
from tickets.queries.ticket_card import client_card
from tickets.queries.ticket_clocks import clocks_of_ticket
from tickets.queries.ticket_history import history
from tickets.queries.ticket_items import items_by_message
from tickets.queries.ticket_messages import thread
from tickets.queries.ticket_page import TicketPage, digest, ticket_page
from tickets.queries.ticket_parts import ticket_parts
from tickets.queries.ticket_tasks import ticket_tasks
from tickets.queries.ticket_times import times_of
from tickets.views.entry import found_ticket

PAGE, PANE = "ticket/page.html", "ticket/pane.html"


@employees_only
@require_safe
def ticket(request: DeskRequest, number: int) -> HttpResponse:
    """The whole page, or for htmx the reading pane alone."""
    response = render(request, PANE if request.htmx else PAGE, pane_context(request, number))
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def pane_context(request: DeskRequest, number: int) -> dict[str, Any]:
    """What the pane shows; whoever asks for it has read the ticket."""
    page = found_page(request, number)
    shown = shown_part(request, page)
    if page.is_unread:
        mark_read(ticket=page.ticket, by=request.viewer, at=request.at)
    return {**shown, "composer": composer(request, page)}


def shown_part(request: DeskRequest, page: TicketPage) -> dict[str, Any]:
    """The thread with what hangs on the ticket, and the mark by which a change is noticed."""
    parts = ticket_parts(page.ticket, request.viewer)
    items = items_by_message(parts.items, request.viewer)
    shown = thread(page.ticket, viewer=request.viewer, items=items)
    colleagues = note_presence(page.ticket.pk, request.viewer, request.at)
    open_items = [item for rows in items.values() for item in rows if item.is_open]
    return {
        "page": page,
        "thread": shown,
        "parts": parts,
        "tasks": ticket_tasks(parts.tasks, request.viewer),
        "colleagues": colleagues,
        "open_items": open_items,
        "has_answers": any(item.answer_text for item in open_items),
        "seen": digest(page, (shown, parts, colleagues)),
    }


def found_page(request: DeskRequest, number: int) -> TicketPage:
    try:
        return ticket_page(number, request.viewer)
    except Ticket.DoesNotExist:
        raise Http404 from None


def composer(request: DeskRequest, page: TicketPage) -> dict[str, Any]:
    """The forms that the viewer may use, with the drafts begun earlier; empty for who only reads."""
    if not page.rights.note:
        return {}
    known: dict[str, Any] = {"operations": operations_for(request.viewer), "tasks": page.tasks_to_log_on}
    forms: dict[str, Any] = {"note": NoteForm(initial=begun(page, "note"), auto_id="note_%s", **known)}
    if page.rights.answer:
        if page.ticket.status != TicketStatus.CLOSED and page.ticket.requester_address:
            forms["reply"] = ReplyForm(initial=begun(page, "reply"), auto_id="reply_%s", **known)
        forms["call"] = CallForm(initial=begun(page, "call"), auto_id="call_%s", **known)
    return forms


def begun(page: TicketPage, kind: str) -> dict[str, Any]:
    """A draft as initial values of its form."""
    draft = page.drafts.get(kind)
    return {**draft["fields"], "body": draft["body"]} if draft else {}


@employees_only
@require_safe
def messages(request: DeskRequest, number: int) -> HttpResponse:
    """Earlier messages (`?before=`), or what changed since the page was drawn (`?seen=`): 204 when nothing did."""
    page = found_page(request, number)
    before = request.GET.get("before", "")
    if before:
        shown = thread(page.ticket, viewer=request.viewer, before=int(before[:18]) if before.isdecimal() else 0)
        return render(request, "ticket/earlier.html", {"page": page, "thread": shown})
    return changed_part(request, page)


def changed_part(request: DeskRequest, page: TicketPage) -> HttpResponse:
    context = shown_part(request, page)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    if page.is_unread:
        mark_read(ticket=page.ticket, by=request.viewer, at=request.at)
    return render(request, "ticket/changed.html", context)


@employees_only
@require_safe
def card(request: DeskRequest, number: int) -> HttpResponse:
    """The client beside the ticket."""
    found = found_ticket(request, number)
    return render(request, "ticket/card.html", {"ticket": found, "card": client_card(found, request.viewer)})


@employees_only
@require_safe
def ticket_history(request: DeskRequest, number: int) -> HttpResponse:
    """Everything that was done to the ticket, from its audit trail (P5)."""
    found = found_ticket(request, number)
    return render(request, "ticket/history.html", {"ticket": found, "entries": history(found, viewer=request.viewer)})


@employees_only
@require_safe
def ticket_times(request: DeskRequest, number: int) -> HttpResponse:
    """Time logged on the ticket, as far as the viewer sees it."""
    found = found_ticket(request, number)
    return render(request, "ticket/times.html", {"ticket": found, "logged": times_of(found, request.viewer)})


@employees_only
@require_safe
def ticket_clocks(request: DeskRequest, number: int) -> HttpResponse:
    """What was promised to the client, how each due time came about, and what was escalated (S2). With `?lines` what is
    still owed and how it came about, as the queue shows it on hover."""
    found = found_ticket(request, number)
    template = "ticket/clock_lines.html" if "lines" in request.GET else "ticket/clocks.html"
    return render(request, template, {"ticket": found, "shown": clocks_of_ticket(found, request.viewer)})
