"""`/tickets/new/`: writing a matter down."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from tickets.actions.opening_by_hand import open_by_hand
from tickets.forms.new_ticket import NewTicketForm
from tickets.models import Project, Ticket
from tickets.permissions import can_open_tickets
from tickets.queries.new_ticket import people_of, projects_like
from tickets.queries.proposal import proposal_for

LONGEST_KEY = 19


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def ticket_new(request: DeskRequest) -> HttpResponse:
    """The form, and the ticket that comes of it."""
    if not can_open_tickets(request.viewer):
        raise Http404
    initial = {name: request.GET[name] for name in ("project", "requester") if request.GET.get(name, "").isdigit()}
    if request.GET.get("propose"):
        initial |= proposal_for(project_numbered(request, initial.get("project", "")))
    form = NewTicketForm(request.POST or None, viewer=request.viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        ticket = opened(request, form)
        if ticket is not None:
            return redirect("ticket", ticket.number)
    chosen = chosen_project(request, form)
    context = {
        "form": form,
        "chosen": chosen,
        "projects": [chosen] if chosen else projects_like(request.viewer, ""),
        "people": people_of(request.viewer, chosen) if chosen else [],
        "requester_id": form["requester"].value(),
    }
    return render(request, "work/new_ticket.html", context, status=422 if form.errors else 200)


def opened(request: DeskRequest, form: NewTicketForm) -> Ticket | None:
    """The new ticket; None when it was refused, or when this form was sent before."""
    data = form.cleaned_data

    def deed() -> Ticket:
        return open_by_hand(
            matter=form.matter(), project=data["project"], requester=data["requester"], by=request.viewer, at=request.at
        )

    try:
        made = once(key=request.POST.get("idempotency_key", ""), by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    return made or Ticket.objects.visible_to(request.viewer).filter(project=data["project"]).latest("id")


def chosen_project(request: DeskRequest, form: NewTicketForm) -> Project | None:
    """The project that is chosen already."""
    return project_numbered(request, str(form["project"].value() or ""))


def project_numbered(request: DeskRequest, text: str) -> Project | None:
    """The visible project with this key, as it was sent."""
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST_KEY):
        return None
    visible = Project.objects.visible_to(request.viewer).select_related("client", "owner")
    return visible.filter(pk=int(text)).first()


@require_safe
@employees_only
def ticket_new_projects(request: DeskRequest) -> HttpResponse:
    """Projects that fit what is being typed; one that was chosen meanwhile stays chosen, at the top."""
    found = projects_like(request.viewer, request.GET.get("find", "")[:100])
    chosen = project_numbered(request, request.GET.get("project", ""))
    shown = [chosen, *(each for each in found if each != chosen)] if chosen else found
    return render(request, "work/new_ticket_projects.html", {"projects": shown, "chosen": chosen})


@require_safe
@employees_only
def ticket_new_people(request: DeskRequest) -> HttpResponse:
    """The people of the chosen project's client."""
    project = project_numbered(request, request.GET.get("project", ""))
    if project is None:
        raise Http404
    return render(request, "work/new_ticket_people.html", {"people": people_of(request.viewer, project)})
