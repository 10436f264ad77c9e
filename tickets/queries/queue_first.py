"""The first tickets of a view in its order, read where an index already has them in that order."""

from typing import Any

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket
from tickets.models.sight import reasons_to_see
from tickets.models.ticket import TicketQuerySet
from tickets.queries.queue_order import Sort, ordering
from tickets.queries.queue_views import QueueView, of_view, tickets_of


def first_tickets(view: QueueView, viewer: Viewer, sort: Sort, most: int) -> TicketQuerySet:
    """Of `tickets_of(view, viewer)` at least the first `most`, unordered.

    Each reason for which somebody sees tickets has an index that gives them in order, but of all reasons at once no
    index does: the database would read two thousand tickets to show fifty. So the first are found for each reason.
    """
    reasons = reasons_to_see(viewer)
    if reasons is None or len(reasons) < 2:
        return tickets_of(view, viewer)
    if view is QueueView.MINE:
        reasons = reasons[:1]
    arms = [_first(of_view(Ticket.objects.filter(reason), view, viewer), sort, most) for reason in reasons]
    return Ticket.objects.filter(pk__in=arms[0].union(*arms[1:]) if len(arms) > 1 else arms[0])


def _first(tickets: TicketQuerySet, sort: Sort, most: int) -> QuerySet[Ticket, Any]:
    return tickets.order_by(*ordering(sort)).values("pk")[:most]
