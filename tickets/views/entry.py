"""What the views of tickets share: finding the ticket, answering a change."""

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render

from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.toasts import add_event, add_toast
from tickets.models import Ticket


def found_ticket(request: DeskRequest, number: int) -> Ticket:
    """The ticket, 404 when the viewer may not see it. One statement."""
    found = Ticket.objects.visible_to(request.viewer).select_related("project", "client").defer("search")
    ticket = found.filter(number=number).first()
    if ticket is None:
        raise Http404
    return ticket


def sent(request: DeskRequest) -> QueryDict | None:
    """What a form was sent with, None when it is only shown; an empty one was sent all the same."""
    return request.POST if request.method == "POST" else None


def dialog(request: DeskRequest, template: str, context: dict[str, Any], *, refused: bool = False) -> HttpResponse:
    """Content of the page's dialog, which opens when it arrives; 422 when it comes back with errors."""
    return render(request, template, context, status=422 if refused else 200)


def announced(response: HttpResponse, words: object, **toast: Any) -> HttpResponse:
    """Says what was done, closes the dialog it was done in, and lets the list refresh itself."""
    add_event(response, "queue-changed", {})
    add_event(response, "close-dialog", {})
    return add_toast(response, words, **toast) if words else response
