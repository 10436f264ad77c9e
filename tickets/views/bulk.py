"""One change of the tickets that are ticked."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.models import Job
from support_desk.shared.ui.toasts import add_toast
from support_desk.shared.views.doors import employees_only
from tickets.actions.bulk import BulkChange, BulkOutcome, change_tickets
from tickets.actions.bulk_jobs import MOST, change_list, keep_changes, undo_job
from tickets.domain.statuses import Event
from tickets.forms.handling import BulkForm
from tickets.models import Priority, Ticket
from tickets.queries.people import people_for_assignment
from tickets.views.entry import announced, dialog, sent
from tickets.views.queue_list import QueueList

MOST_TICKETS = 50
MOST_NAMED = 5
UNDO_SECONDS = 20


@employees_only
@require_http_methods(["GET", "POST"])
def queue_bulk(request: DeskRequest) -> HttpResponse:
    """The dialog with what can be changed, and changing it: whatever is refused is named."""
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("all"):
        return whole_list(request, asked)
    numbers = [int(each) for each in asked.getlist("ticket")[:MOST_TICKETS] if each.isdecimal() and len(each) < 18]
    tickets = list(Ticket.objects.visible_to(request.viewer).filter(number__in=numbers))
    form = BulkForm(sent(request), people=people_for_assignment(request.viewer))
    context = {"form": form, "tickets": tickets, "count": len(tickets)}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, "queue/bulk.html", context, refused=request.method == "POST")
    if not tickets or not form.changes_something:
        form.add_error(None, _("Choose what to change.") if tickets else _("Tick some tickets first."))
        return dialog(request, "queue/bulk.html", context, refused=True)
    outcome = change_tickets(tickets=tickets, change=change_of(form), by=request.viewer, at=request.at)
    words, tone = outcome_words(outcome), "bad" if outcome.refused else ""
    if not outcome.changed:
        return announced(HttpResponse(status=204), words, tone=tone)
    kept = keep_changes(outcome=outcome, by=request.viewer, at=request.at)
    undo = reverse("queue-bulk-undo", args=[kept.pk])
    return announced(HttpResponse(status=204), words, tone=tone, undo_url=undo, seconds=UNDO_SECONDS)


def whole_list(request: DeskRequest, asked: QueryDict) -> HttpResponse:
    """The same change of every ticket of the list, as a job with progress."""
    current = QueueList.of(QueryDict(asked.get("list", "")[:2000]), request.viewer)
    numbers = list(current.tickets().order_by("number").values_list("number", flat=True)[: MOST + 1])
    form = BulkForm(sent(request), people=people_for_assignment(request.viewer))
    context = {"form": form, "count": len(numbers), "list": current.query()}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, "queue/bulk.html", context, refused=request.method == "POST")
    if not form.changes_something:
        form.add_error(None, _("Choose what to change."))
        return dialog(request, "queue/bulk.html", context, refused=True)
    try:
        job = change_list(numbers=numbers, change=change_of(form), by=request.viewer, at=request.at)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return dialog(request, "queue/bulk.html", context, refused=True)
    return HttpResponse(headers={"HX-Redirect": reverse("job", args=[job.pk])})


@employees_only
@require_POST
def queue_bulk_undo(request: DeskRequest, job_id: UUID) -> HttpResponse:
    """Puts back what a change of many has done."""
    try:
        outcome = undo_job(job_id=job_id, by=request.viewer, at=request.at)
    except Job.DoesNotExist:
        raise Http404 from None
    except Refused as refusal:
        return add_toast(HttpResponse(status=409), str(refusal), tone="bad")
    if isinstance(outcome, Job):
        return HttpResponse(headers={"HX-Redirect": reverse("job", args=[outcome.pk])})
    words, tone = undone_words(outcome), "bad" if outcome.refused else "done"
    return announced(HttpResponse(status=204), words, tone=tone)


def change_of(form: BulkForm) -> BulkChange:
    data = form.cleaned_data
    return BulkChange(
        event=Event(data["event"]) if data["event"] else None,
        priority=Priority(int(data["priority"])) if data["priority"] else None,
        assignee=form.person(),
        unassign=data["assignee"] == "0",
        no_answer=data["no_answer"],
    )


def outcome_words(outcome: BulkOutcome) -> str:
    """ "3 tickets changed. Not changed: 4817 (The ticket is closed.)" """
    done = len(outcome.changed)
    words = ngettext("%(count)d ticket changed.", "%(count)d tickets changed.", done) % {"count": done}
    return with_refusals(words, outcome)


def undone_words(outcome: BulkOutcome) -> str:
    """ "3 tickets are as they were. Not changed: …" """
    done = len(outcome.changed)
    words = ngettext("%(count)d ticket is as it was.", "%(count)d tickets are as they were.", done) % {"count": done}
    return with_refusals(words, outcome)


def with_refusals(words: str, outcome: BulkOutcome) -> str:
    """What was done, and why the rest was not."""
    if not outcome.refused:
        return words
    named = ", ".join(f"{number} ({reason})" for number, reason in outcome.refused[:MOST_NAMED])
    left = len(outcome.refused) - MOST_NAMED
    more = " " + ngettext("and %(count)d more", "and %(count)d more", left) % {"count": left} if left > 0 else ""
    return _("%(done)s Not changed: %(named)s") % {"done": words, "named": named + more}
