"""Taking a row of the operator's page, handing it to a colleague who is here, giving it back (S4)."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.cover import give_back, hand_over_ticket, take_ticket
from tickets.actions.handling import assign
from tickets.forms.operator import How, TakeOverForm
from tickets.models import CoverSpan, Ticket
from tickets.queries.operator.desk import Desk
from tickets.queries.operator.people import people_here
from tickets.views.entry import announced, dialog, found_ticket, sent
from tickets.views.operator import found_desk
from workload.models import Employee

DECIDED = (CoverSpan.Level.TAKEN, CoverSpan.Level.HANDED)


@employees_only
@require_http_methods(["GET", "POST"])
def operator_ticket(request: DeskRequest, number: int) -> HttpResponse:
    """The dialog with what is possible, and doing it. Who only reads finds no such thing."""
    desk = found_desk(request)
    ticket = found_ticket(request, number)
    if ticket.department_id not in request.viewer.overseen_department_ids:
        raise Http404
    span = decided_cover_of(ticket)
    form = TakeOverForm(sent(request), ways=ways_for(desk, ticket, span), people=people_here(desk))
    if request.method == "POST" and form.is_valid():
        try:
            return announced(HttpResponse(status=204), done(request, ticket, form))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"ticket": ticket, "form": form, "span": span, "normal": normal_answerer(desk, ticket)}
    return dialog(request, "operator/take_over.html", context, refused=request.method == "POST")


def decided_cover_of(ticket: Ticket) -> CoverSpan | None:
    """Who has taken it or was handed it."""
    spans = CoverSpan.objects.filter(ticket=ticket, ends_at__isnull=True, level__in=DECIDED)
    return spans.select_related("cover").first()


def normal_answerer(desk: Desk, ticket: Ticket) -> str:
    """The name, while they are not here; "" otherwise."""
    person = ticket.assignee or (ticket.project.owner if ticket.project else None)
    return person.name if person is not None and not desk.presence_of(person.pk).is_here else ""


def ways_for(desk: Desk, ticket: Ticket, span: CoverSpan | None) -> list[How]:
    """Only somebody who is not here can be answered for; a ticket can always be given away."""
    if not normal_answerer(desk, ticket):
        return [How.ASSIGN]
    ways = [How.TAKE, How.HAND_OVER, How.ASSIGN]
    if span is None:
        return ways
    is_mine = span.cover_id == desk.viewer.employee_id
    return [*(way for way in ways if not (is_mine and way is How.TAKE)), How.GIVE_BACK]


def done(request: DeskRequest, ticket: Ticket, form: TakeOverForm) -> str:
    """Runs the one action that was chosen; the words say what was done."""
    by, at = request.viewer, request.at
    how = form.cleaned_data["how"]
    if how is How.TAKE:
        take_ticket(ticket=ticket, by=by, at=at)
        return _("You answer for this ticket meanwhile")
    if how is How.GIVE_BACK:
        give_back(ticket=ticket, by=by, at=at)
        return _("Given back")
    to = Employee.objects.visible_to(request.viewer).get(pk=form.people[form.cleaned_data["to"]].id)
    if how is How.HAND_OVER:
        hand_over_ticket(ticket=ticket, to=to, by=by, at=at)
        return _("%(name)s answers meanwhile") % {"name": to.name}
    assign(ticket=ticket, to=to, by=by, at=at)
    return _("Given to %(name)s") % {"name": to.name}
