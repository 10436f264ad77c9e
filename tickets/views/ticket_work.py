"""Time on a ticket: the timer, and logging what was done."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.logging_time import log_time, start_timer, stop_timer
from tickets.actions.once import once
from tickets.forms.composer import TimeForm
from tickets.models import Ticket
from tickets.queries.asking import tasks_to_log_on
from tickets.queries.operations import operations_for
from tickets.views.entry import dialog, found_ticket, sent
from tickets.views.handling import changed, redrawn, refused

TEMPLATE = "ticket/log_time.html"


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_time(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog that logs time by itself."""
    ticket = found_ticket(request, number)
    form = time_form(request, ticket, sent(request))
    if request.method == "GET" or not form.is_valid():
        return dialog(request, TEMPLATE, {"ticket": ticket, "form": form}, refused=request.method == "POST")
    work = form.logged()
    key = request.POST.get("idempotency_key", "")
    try:
        once(
            key=key,
            by=request.viewer,
            at=request.at,
            deed=lambda: log_time(ticket=ticket, work=work, by=request.viewer, at=request.at),
        )
    except Refused as refusal:
        form.add_refusal(refusal)
        return dialog(request, TEMPLATE, {"ticket": ticket, "form": form}, refused=True)
    return redrawn(request, number, _("%(minutes)d min logged") % {"minutes": work.actual_minutes})


@employees_only
@require_POST
def ticket_timer(request: DeskRequest, number: int) -> HttpResponse:
    """Starts the person's timer on this ticket; `running=0` stops it and offers its minutes for logging."""
    ticket = found_ticket(request, number)
    if request.POST.get("running") != "0":
        response = changed(request, number, lambda: _started(request, ticket))
        if response.status_code == 200:
            response.write(render_to_string("ticket/timer_started.html", request=request))
        return response
    try:
        stopped = stop_timer(by=request.viewer, at=request.at)
    except Refused as refusal:
        return refused(request, str(refusal))
    if stopped is None:
        return redrawn(request, number, _("No timer was running"))
    form = time_form(request, stopped[0], initial={"minutes": stopped[1]})
    response = dialog(request, TEMPLATE, {"ticket": stopped[0], "form": form, "is_stopped": True})
    response.headers["HX-Retarget"] = "#loaded-dialog"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _started(request: DeskRequest, ticket: Ticket) -> str:
    start_timer(ticket=ticket, by=request.viewer, at=request.at)
    return _("Timer started")


def time_form(
    request: DeskRequest, ticket: Ticket, data: Any = None, initial: dict[str, Any] | None = None
) -> TimeForm:
    """With the ticket's tasks; the only one that the viewer does is chosen already."""
    tasks = tasks_to_log_on(request.viewer, ticket.number)
    own = [task for task in tasks if task.assignee_id == request.viewer.employee_id]
    first = {"task": str(own[0].pk)} if len(own) == 1 else {}
    return TimeForm(
        data,
        operations=operations_for(request.viewer),
        tasks=tasks,
        initial={**first, **(initial or {})},
        auto_id="time_%s",
    )
