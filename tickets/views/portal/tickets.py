"""`/portal/tickets/`: the list, a new ticket, one ticket."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.http import DeskRequest
from tickets.actions.portal.writing import open_in_portal
from tickets.actions.receiving import Letter
from tickets.forms.portal import AnswerForm, NewTicketForm
from tickets.models import Message, Project, Ticket
from tickets.queries.portal.conversation import conversation, goes_on_in, portal_ticket
from tickets.queries.portal.tickets import ticket_page
from tickets.views.portal.doors import clients_only, page
from tickets.views.portal.sending import done_once, files_of, led_to, problems

TAB = "tickets"


@require_safe
@clients_only
def tickets(request: DeskRequest) -> HttpResponse:
    """Open ones, or closed ones with `?show=closed`."""
    is_closed = request.GET.get("show") == "closed"
    found = ticket_page(request.viewer, is_closed=is_closed, cursor=request.GET.get("cursor", ""))
    chips = [
        {"label": _("Open"), "url": "?", "current": not is_closed},
        {"label": _("Closed"), "url": "?show=closed", "current": is_closed},
    ]
    context = {
        "page": found,
        "chips": chips,
        "is_closed": is_closed,
        "newer_url": found.newer and address_with(request, cursor=found.newer),
        "older_url": found.older and address_with(request, cursor=found.older),
    }
    return page(request, "portal/tickets.html", context, tab=TAB)


@require_http_methods(["GET", "HEAD", "POST"])
@clients_only
def ticket_new(request: DeskRequest) -> HttpResponse:
    """The form, and the ticket that comes of it."""
    projects = list(Project.objects.visible_to(request.viewer).filter(is_active=True).select_related("department"))
    form = NewTicketForm(request.POST if request.method == "POST" else None, projects=projects)
    if request.method == "POST":
        stands, message = done_once(request, form, lambda: opened(request, form, projects))
        if stands:
            return led_to(request, url_of(message, request), _("We have got it. You will find our answer here."))
        if request.htmx:
            return problems(request, form)
    return page(request, "portal/ticket_new.html", {"form": form}, tab=TAB, status=422 if form.errors else 200)


def opened(request: DeskRequest, form: NewTicketForm, projects: list[Project]) -> Message:
    data = form.cleaned_data
    chosen = next((each for each in projects if each == data.get("project")), None)
    letter = Letter(body=data["text"], subject=data["subject"], files=files_of(request))
    return open_in_portal(letter=letter, project=chosen, by=request.viewer, at=request.at)


def url_of(message: Message | None, request: DeskRequest) -> str:
    """The ticket of a message; of a form that was sent before, the latest that its person opened."""
    mine = Ticket.objects.visible_to(request.viewer).filter(requester_id=request.viewer.contact_id)
    ticket = message.ticket if message is not None else mine.latest("id")
    return reverse("portal-ticket", args=[ticket.number])


@require_safe
@clients_only
def ticket(request: DeskRequest, number: int) -> HttpResponse:
    """What was said, and what one may do now."""
    found = portal_ticket(request.viewer, number)
    if found is None:
        onward = goes_on_in(request.viewer, number)
        if onward is None:
            raise Http404
        return redirect("portal-ticket", onward)
    return shown(request, found, AnswerForm())


def shown(request: DeskRequest, found: Ticket, form: AnswerForm) -> HttpResponse:
    """The ticket's page with the answer as far as it was written."""
    context = {"story": conversation(request.viewer, found), "form": form}
    return page(request, "portal/ticket.html", context, tab=TAB, status=422 if form.errors else 200)
