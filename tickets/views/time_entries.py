"""Taking time entries back, and the stopwatch."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.toasts import add_toast
from support_desk.shared.views.doors import employees_only
from tickets.actions.logging_day import log_again
from tickets.actions.logging_time import reverse_time, start_timer, stop_timer
from tickets.forms.work import DayForm, typed_number
from tickets.models import Ticket, TimeEntry
from tickets.views.work import day_context, day_form, day_of

UNDO_SECONDS = 10


@require_POST
@employees_only
def time_entry_reverse(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Takes an entry back; one's own can be put back for ten seconds."""
    entry = get_object_or_404(TimeEntry.objects.visible_to(request.viewer), pk=entry_id)
    reverse_time(entry=entry, by=request.viewer, at=request.at)
    if not request.htmx:
        messages.success(request, _("The entry was taken back."))
        return redirect(day_address(entry))
    undo = reverse("time-entry-again", args=[entry.pk]) if entry.employee_id == request.viewer.employee_id else ""
    answer = render(request, "work/day_changed.html", day_context(request, day_of(request), empty_form(request)))
    return add_toast(answer, _("The entry was taken back."), tone="done", undo_url=undo, seconds=UNDO_SECONDS)


@require_POST
@employees_only
def time_entry_again(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Logs a reversed entry anew."""
    entry = get_object_or_404(TimeEntry.objects.visible_to(request.viewer), pk=entry_id)
    log_again(entry=entry, by=request.viewer, at=request.at)
    if not request.htmx:
        return redirect(day_address(entry))
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
@employees_only
def timer_start(request: DeskRequest) -> HttpResponse:
    """Starts the stopwatch on a ticket and returns to where one was."""
    visible = Ticket.objects.visible_to(request.viewer).select_related("project")
    ticket = get_object_or_404(visible, number=typed_number(request.POST.get("ticket", "")) or 0)
    start_timer(ticket=ticket, by=request.viewer, at=request.at)
    return redirect(own_address(request, request.POST.get("next", "")) or reverse("ticket", args=[ticket.number]))


@require_POST
@employees_only
def timer_stop(request: DeskRequest) -> HttpResponse:
    """Stops the stopwatch and leads to the form with its minutes filled in."""
    stopped = stop_timer(by=request.viewer, at=request.at)
    if stopped is None:
        messages.info(request, _("No stopwatch was running."))
        return redirect("time")
    ticket, minutes = stopped
    return redirect(f"{reverse('time')}?{urlencode({'ticket': ticket.number, 'minutes': minutes})}#log")


def day_address(entry: TimeEntry) -> str:
    return f"{reverse('time')}?{urlencode({'day': entry.worked_on, 'employee': entry.employee_id})}"


def empty_form(request: DeskRequest) -> DayForm:
    day = day_of(request)
    return day_form(request, day, None)


def own_address(request: DeskRequest, address: str) -> str:
    """`address` when it is a page of ours, else ""."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address.startswith("/") and is_ours else ""
