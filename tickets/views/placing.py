"""Giving a lead or a flagged ticket its client: search, choose the project and the person (T2, T3)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.handling import place_ticket
from tickets.forms.handling import PlaceForm
from tickets.models import Contact, Project
from tickets.permissions import can_triage
from tickets.queries.placing import contacts_of_project, projects_like
from tickets.views.entry import dialog, found_ticket, sent
from tickets.views.handling import redrawn

TEMPLATE = "ticket/place.html"


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_place(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog, and placing the ticket."""
    ticket = found_ticket(request, number)
    if not can_triage(request.viewer):
        raise Http404
    projects = Project.objects.visible_to(request.viewer).filter(is_active=True)
    people = Contact.objects.visible_to(request.viewer)
    form = PlaceForm(sent(request), projects=projects.select_related("client", "department", "owner"), contacts=people)
    context = {"ticket": ticket, "form": form, "projects": projects_like("", ticket=ticket, viewer=request.viewer)}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, TEMPLATE, context, refused=request.method == "POST")
    data = form.cleaned_data
    try:
        place_ticket(
            ticket=ticket, project=data["project"], requester=data["requester"], by=request.viewer, at=request.at
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return dialog(request, TEMPLATE, context, refused=True)
    response = redrawn(request, number, _("Placed: %(project)s") % {"project": data["project"]})
    response.headers["HX-Reswap"] = "outerHTML"
    return response


@employees_only
@require_safe
def place_projects(request: DeskRequest, number: int) -> HttpResponse:
    """Projects whose client or name begins or holds what was typed."""
    ticket = found_ticket(request, number)
    found = projects_like(request.GET.get("q", ""), ticket=ticket, viewer=request.viewer)
    return render(request, "ticket/place_projects.html", {"ticket": ticket, "projects": found})


@employees_only
@require_safe
def place_people(request: DeskRequest, number: int) -> HttpResponse:
    """The people of the chosen project's client."""
    ticket = found_ticket(request, number)
    project = request.GET.get("project", "")
    pk = int(project) if project.isdecimal() and len(project) < 18 else 0
    people = contacts_of_project(pk, viewer=request.viewer)
    return render(request, "ticket/place_people.html", {"ticket": ticket, "people": people})
