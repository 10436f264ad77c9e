"""Flagging a message, writing a complaint down by hand, and saying that a message is none (S6)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from disputes.actions.complaints.flagging import flag_complaint, record_complaint
from disputes.actions.complaints.suggesting import dismiss_suggestion
from disputes.complaint_permissions import can_flag, can_record
from disputes.forms.complaints import FlagForm, RecordForm
from disputes.models import Complaint, ComplaintSuggestion
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from tickets.models import Client, Message

MOST_FOUND = 12


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_flag(request: DeskRequest, pk: int) -> HttpResponse:
    """The message with a field for one's own words; a POST flags it."""
    message = found_message(request, pk)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = flag_complaint(message=message, **form.cleaned_data, by=request.viewer, at=request.at)
        return made_known(request, made)
    context = {"message": message, "form": form}
    return render(request, "complaints/flag.html", context, status=422 if form.errors else 200)


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def complaint_new(request: DeskRequest) -> HttpResponse:
    """First whose complaint it is, then the form; a POST writes it down."""
    if not can_record(request.viewer):
        raise Http404
    client = chosen_client(request)
    if client is None:
        sought = request.GET.get("q", "").strip()[:100]
        found = clients_named(request, sought)
        return render(request, "complaints/new_client.html", {"sought": sought, "clients": found})
    form = RecordForm(
        request.POST or None, client=client, viewer=request.viewer, initial={"happened_on": localdate(request.at)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = once(
                key=request.POST.get("idempotency_key", ""),
                by=request.viewer,
                at=request.at,
                deed=lambda: record_complaint(told=form.told(), by=request.viewer, at=request.at),
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return made_known(request, made)
    context = {"form": form, "client": client}
    return render(request, "complaints/new.html", context, status=422 if form.errors else 200)


@employees_only
@require_POST
def complaint_dismiss(request: DeskRequest, pk: int) -> HttpResponse:
    """It is no complaint. In a ticket its line goes away, elsewhere the list comes anew."""
    row = ComplaintSuggestion.objects.visible_to(request.viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    dismiss_suggestion(suggestion=row, by=request.viewer, at=request.at)
    if request.htmx:
        return HttpResponse()
    messages.success(request, _("Noted: it is no complaint."))
    return redirect("complaints")


def made_known(request: DeskRequest, made: Complaint | None) -> HttpResponse:
    """To the complaint; of a form that was sent twice, to the list."""
    if made is None:
        return redirect("complaints")
    messages.success(request, _("Flagged. Whoever decides on it is told."))
    return redirect("complaint", made.pk)


def found_message(request: DeskRequest, pk: int) -> Message:
    """A message of the client that the viewer sees."""
    seen = Message.objects.visible_to(request.viewer).select_related("ticket").defer("search", "ticket__search")
    message = seen.filter(pk=pk).first()
    if message is None or not can_flag(request.viewer, message):
        raise Http404
    return message


def chosen_client(request: DeskRequest) -> Client | None:
    """By `?client=`, 404 for one that the viewer does not see."""
    key = request.GET.get("client", "")
    if not key:
        return None
    seen = Client.objects.visible_to(request.viewer)
    client = seen.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    if client is None:
        raise Http404
    return client


def clients_named(request: DeskRequest, sought: str) -> Sequence[Client]:
    """The first of those whose name holds what is sought; nothing before anything was sought."""
    seen = Client.objects.visible_to(request.viewer).filter(is_active=True, name__icontains=sought)
    return list(seen.order_by("name")[:MOST_FOUND]) if sought else []
