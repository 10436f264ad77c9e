"""Taking a ticket for the length of an absence, handing it to somebody, giving it back (S4)."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.cover import give_back, hand_over_ticket, take_ticket
from tickets.forms.handling import HandOverForm
from tickets.queries.people import people_for_assignment
from tickets.views.entry import found_ticket, sent
from tickets.views.handling import answered, changed


@employees_only
@require_POST
def ticket_take(request: DeskRequest, number: int) -> HttpResponse:
    """The viewer answers until the normal answerer is back."""
    ticket = found_ticket(request, number)

    def take() -> str:
        take_ticket(ticket=ticket, by=request.viewer, at=request.at)
        return _("You answer for this ticket meanwhile")

    return changed(request, number, take)


@employees_only
@require_POST
def ticket_give_back(request: DeskRequest, number: int) -> HttpResponse:
    """Cover goes by the rule again."""
    ticket = found_ticket(request, number)

    def give() -> str:
        give_back(ticket=ticket, by=request.viewer, at=request.at)
        return _("Given back")

    return changed(request, number, give)


@employees_only
@require_http_methods(["GET", "POST"])
def ticket_hand_over(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog with people, and handing the ticket to one of them for the length of the absence."""
    ticket = found_ticket(request, number)
    form = HandOverForm(sent(request), people=people_for_assignment(request.viewer))

    def hand_over() -> str:
        person = form.person()
        hand_over_ticket(ticket=ticket, to=person, by=request.viewer, at=request.at)
        return _("%(name)s answers meanwhile") % {"name": person.name}

    return answered(request, number, "ticket/hand_over.html", form, hand_over, ticket=ticket)
