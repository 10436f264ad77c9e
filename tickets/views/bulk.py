"""One change of the tickets that are ticked."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.bulk import BulkChange, BulkOutcome, change_tickets
from tickets.domain.statuses import Event
from tickets.forms.handling import BulkForm
from tickets.models import Priority, Ticket
from tickets.queries.people import people_for_assignment
from tickets.views.entry import announced, dialog, sent

MOST_TICKETS = 50
MOST_NAMED = 5


@employees_only
@require_http_methods(["GET", "POST"])
def queue_bulk(request: DeskRequest) -> HttpResponse:
    """The dialog with what can be changed, and changing it: whatever is refused is named."""
    asked = request.POST if request.method == "POST" else request.GET
    numbers = [int(each) for each in asked.getlist("ticket")[:MOST_TICKETS] if each.isdecimal() and len(each) < 18]
    tickets = list(Ticket.objects.visible_to(request.viewer).filter(number__in=numbers))
    form = BulkForm(sent(request), people=people_for_assignment(request.viewer))
    context = {"form": form, "tickets": tickets}
    if request.method == "GET" or not form.is_valid():
        return dialog(request, "queue/bulk.html", context, refused=request.method == "POST")
    if not tickets or not form.changes_something:
        form.add_error(None, _("Choose what to change.") if tickets else _("Tick some tickets first."))
        return dialog(request, "queue/bulk.html", context, refused=True)
    outcome = change_tickets(tickets=tickets, change=change_of(form), by=request.viewer, at=request.at)
    return announced(HttpResponse(status=204), outcome_words(outcome), tone="bad" if outcome.refused else "")


def change_of(form: BulkForm) -> BulkChange:
    data = form.cleaned_data
    return BulkChange(
        event=Event(data["event"]) if data["event"] else None,
        priority=Priority(int(data["priority"])) if data["priority"] else None,
        assignee=form.person(),
        unassign=data["assignee"] == "0",
    )


def outcome_words(outcome: BulkOutcome) -> str:
    """ "3 tickets changed. Not changed: 4817 (The ticket is closed.)" """
    done = len(outcome.changed)
    words = ngettext("%(count)d ticket changed.", "%(count)d tickets changed.", done) % {"count": done}
    if not outcome.refused:
        return words
    named = ", ".join(f"{number} ({reason})" for number, reason in outcome.refused[:MOST_NAMED])
    left = len(outcome.refused) - MOST_NAMED
    more = " " + ngettext("and %(count)d more", "and %(count)d more", left) % {"count": left} if left > 0 else ""
    return _("%(done)s Not changed: %(named)s") % {"done": words, "named": named + more}
