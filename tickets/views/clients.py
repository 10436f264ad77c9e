"""`/clients/` and a client's history page (C1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.catalogue.clients import update_client
from tickets.actions.portal.asking import invite_to_portal
from tickets.client_panels import panels_of
from tickets.forms.clients import ClientFilterForm, ToneNotesForm
from tickets.models import Client, Contact
from tickets.permissions import can_keep_client, can_open_tickets
from tickets.queries.client_list import View, client_page_of
from tickets.queries.client_page import client_page
from tickets.views.client_words import headline, month_name

ICONS = {View.MINE: "user-round", View.WAITING: "hourglass", View.INACTIVE: "archive", View.ACTIVE: "building-2"}


@require_safe
@employees_only
def clients(request: DeskRequest) -> HttpResponse:
    """Fifty clients by name, narrowed by a view and by words."""
    form = ClientFilterForm(request.GET)
    wanted = form.wanted()
    page = client_page_of(request.viewer, **wanted, cursor=request.GET.get("cursor", ""))
    chips = [
        {
            "label": view.label,
            "icon": ICONS[view],
            "current": wanted["view"] == view,
            "url": address_with(request, view=view.value, cursor=None),
        }
        for view in View
    ]
    context = {
        "form": form,
        "page": page,
        "chips": chips,
        "is_filtered": bool(wanted["text"]) or wanted["view"] != View.ACTIVE,
        "newer_url": page.newer and address_with(request, cursor=page.newer),
        "older_url": page.older and address_with(request, cursor=page.older),
    }
    return render(request, "clients/list.html", context)


@require_safe
@employees_only
def client(request: DeskRequest, client_id: int) -> HttpResponse:
    """The history page, from which a stranger takes over."""
    found = get_object_or_404(Client.objects.visible_to(request.viewer), pk=client_id)
    page = client_page(request.viewer, found)
    context = {
        "page": page,
        "panels": panels_of(request.viewer, found),
        "headline": headline(page),
        "month_name": month_name(page.month),
        "report_month": month_name(page.report.month) if page.report else "",
        "people_query": urlencode({"client": found.pk}),
        "notes_form": ToneNotesForm(initial={"tone_notes": found.tone_notes}),
        "may_write_notes": can_keep_client(request.viewer),
        "may_propose": can_open_tickets(request.viewer),
    }
    return render(request, "clients/client.html", context)


@require_POST
@employees_only
def client_notes(request: DeskRequest, client_id: int) -> HttpResponse:
    """Saves how to talk to the client."""
    found = get_object_or_404(Client.objects.visible_to(request.viewer), pk=client_id)
    form = ToneNotesForm(request.POST)
    if form.is_valid():
        update_client(client=found, by=request.viewer, at=request.at, tone_notes=form.cleaned_data["tone_notes"])
        messages.success(request, _("Saved: colleagues see it beside every ticket."))
    else:
        messages.error(request, _("At most 4,000 characters. Nothing was changed."))
    return redirect("client", client_id)


@require_POST
@employees_only
def contact_invite(request: DeskRequest, contact_id: int) -> HttpResponse:
    """Sends a person of the client a link into the portal."""
    found = get_object_or_404(Contact.objects.visible_to(request.viewer), pk=contact_id)
    try:
        address = invite_to_portal(contact=found, by=request.viewer, at=request.at)
        messages.success(request, _("An invitation is on its way to %(address)s.") % {"address": address})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("client", found.client_id)
