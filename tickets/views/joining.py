"""Linking, merging and splitting tickets, and putting one out of sight (T7)."""

from datetime import datetime, time, timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.views.doors import employees_only
from tickets.actions.joining.linking import link_tickets, unlink_tickets
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.splitting import split_ticket
from tickets.actions.joining.undoing_merge import standing_merge, undo_merge
from tickets.actions.snoozing import snooze, wake
from tickets.forms.joining import OtherTicketForm, SnoozeForm, SplitTicketForm
from tickets.models import Ticket, TicketMerge
from tickets.queries.splitting import messages_to_split
from tickets.views.composer import UNDO_SECONDS, shown
from tickets.views.entry import announced, dialog, found_ticket, sent
from tickets.views.handling import answered, changed, refused

MORNING = time(9)


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_link(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog that ties this ticket to another."""
    ticket = found_ticket(request, number)
    form = OtherTicketForm(sent(request), viewer=request.viewer)

    def change() -> str:
        other = form.cleaned_data["number"]
        link_tickets(ticket=ticket, other=other, by=request.viewer, at=request.at)
        return _("Linked with %(number)s") % {"number": other.number}

    return answered(request, number, "ticket/link.html", form, change, ticket=ticket)


@employees_only
@require_POST
def ticket_unlink(request: DeskRequest, number: int, other: int) -> HttpResponse:
    """Takes the tie to another ticket away."""
    ticket = found_ticket(request, number)
    tied = Ticket.objects.visible_to(request.viewer).filter(number=other).first()
    if tied is None:
        raise Http404

    def change() -> str:
        unlink_tickets(ticket=ticket, other=tied, by=request.viewer, at=request.at)
        return _("No longer linked with %(number)s") % {"number": other}

    return changed(request, number, change)


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_merge(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog that lets this ticket go on in another, which is shown afterwards."""
    ticket = found_ticket(request, number)
    form = OtherTicketForm(sent(request), viewer=request.viewer)
    context = {"form": form, "ticket": ticket}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, "ticket/merge.html", context, refused=request.method == "POST")
    try:
        target = merge_tickets(ticket=ticket, into=form.cleaned_data["number"], by=request.viewer, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return dialog(request, "ticket/merge.html", context, refused=True)
    words = _("%(number)s goes on in %(target)s") % {"number": number, "target": target.number}
    undo = reverse("merge-undo", args=[standing_merge(ticket).pk])
    return announced(shown(target.number, is_new_place=True), words, undo_url=undo, seconds=UNDO_SECONDS)


@employees_only
@require_POST
def merge_undo(request: DeskRequest, pk: int) -> HttpResponse:
    """Takes a merged ticket out of the other one again and shows it: from the toast, or later from either page."""
    found = TicketMerge.objects.visible_to(request.viewer).select_related("source", "target")
    merge = found.filter(pk=pk).first()
    if merge is None:
        raise Http404
    try:
        ticket = undo_merge(merge=merge, by=request.viewer, at=request.at)
    except Refused as refusal:
        return refused(request, str(refusal))
    return announced(
        shown(ticket.number, is_new_place=True), _("%(number)s stands by itself again") % {"number": ticket.number}
    )


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_split(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog that gives messages a ticket of their own, which is shown afterwards."""
    ticket = found_ticket(request, number)
    form = SplitTicketForm(sent(request), messages=messages_to_split(ticket, request.viewer))
    context = {"form": form, "ticket": ticket}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, "ticket/split.html", context, refused=request.method == "POST")
    subject = form.cleaned_data["subject"]
    try:
        made = split_ticket(ticket=ticket, messages=form.keys(), subject=subject, by=request.viewer, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return dialog(request, "ticket/split.html", context, refused=True)
    words = _("Split off as %(number)s") % {"number": made.number}
    return announced(shown(made.number, is_new_place=True), words)


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_snooze(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog with the time until which the ticket is out of sight: tomorrow morning, unless said otherwise."""
    ticket = found_ticket(request, number)
    form = SnoozeForm(sent(request), initial={"until": tomorrow_morning(request.at)})

    def change() -> str:
        until = form.cleaned_data["until"]
        snooze(ticket=ticket, until=until, by=request.viewer, at=request.at)
        return _("Snoozed until %(time)s") % {"time": TimeWords(at=request.at).short(until)}

    return answered(request, number, "ticket/snooze.html", form, change, ticket=ticket)


@employees_only
@require_POST
def ticket_wake(request: DeskRequest, number: int) -> HttpResponse:
    """Brings the ticket back now."""
    ticket = found_ticket(request, number)

    def change() -> str:
        wake(ticket=ticket, by=request.viewer, at=request.at)
        return _("Back in the queue")

    return changed(request, number, change)


def tomorrow_morning(at: datetime) -> datetime:
    """Nine o'clock of the next day in the zone of the reader."""
    return timezone.make_aware(datetime.combine(timezone.localtime(at).date() + timedelta(days=1), MORNING))
