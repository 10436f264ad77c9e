"""What one does in a ticket: answer, confirm the result, ask for changes; and its texts and files."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.http import DeskRequest
from tickets.actions.portal.changes import ask_for_changes
from tickets.actions.portal.writing import answer_in_portal
from tickets.actions.receiving import Letter
from tickets.actions.tasks.confirming import confirm_work
from tickets.forms.portal import AnswerForm, DecisionForm
from tickets.models import Message, Ticket
from tickets.queries.portal.conversation import portal_ticket, whole_text
from tickets.views.files import message_file
from tickets.views.portal.doors import clients_only
from tickets.views.portal.sending import done_once, files_of, led_back, led_to, problems
from tickets.views.portal.tickets import shown


@require_POST
@clients_only
def answer(request: DeskRequest, number: int) -> HttpResponse:
    """Adds what was written; a closed ticket opens again by it, and a result goes back with the wish for changes."""
    found = theirs(request, number)
    form = AnswerForm(request.POST)
    is_changes = "changes" in request.POST

    def write() -> Message:
        letter = Letter(body=form.cleaned_data["body"], files=files_of(request))
        deed = ask_for_changes if is_changes else answer_in_portal
        return deed(ticket=found, letter=letter, by=request.viewer, at=request.at)

    stands, message = done_once(request, form, write)
    if stands:
        number = message.ticket.number if message else number
        words = _("Thank you. We look at it again.") if is_changes else _("Your answer has reached us.")
        return led_to(request, reverse("portal-ticket", args=[number]), words)
    return problems(request, form) if request.htmx else shown(request, found, form)


@require_POST
@clients_only
def confirm_result(request: DeskRequest, number: int) -> HttpResponse:
    """The result is right: the ticket closes."""
    found, form = theirs(request, number), DecisionForm(request.POST)
    place = reverse("portal-ticket", args=[number])
    stands, _closed = done_once(request, form, lambda: confirm_work(ticket=found, by=request.viewer, at=request.at))
    if stands:
        return led_to(request, place, _("Thank you! The ticket is closed; an answer opens it again."))
    return led_back(request, form, place)


@require_safe
@clients_only
def message_text(request: DeskRequest, message_id: int) -> HttpResponse:
    """All of a long message."""
    text = whole_text(request.viewer, message_id)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"X-Content-Type-Options": "nosniff"})


@require_safe
@clients_only
def attachment(request: DeskRequest, file_id: UUID) -> HttpResponseBase:
    """A file of a message that both sides know of."""
    return message_file(request.viewer, file_id)


def theirs(request: DeskRequest, number: int) -> Ticket:
    """The ticket of their organisation, 404 for any other."""
    found = portal_ticket(request.viewer, number)
    if found is None:
        raise Http404
    return found
