"""What Ctrl+K offers while one types: the ticket of that number, clients, subjects."""

from dataclasses import dataclass, field

from support_desk.shared.viewer import Viewer
from tickets.models import Client, Ticket
from tickets.queries.search_candidates import newest_tickets
from tickets.queries.search_words import beginnings, cleaned, number_in

MOST_CLIENTS = 4
MOST_TICKETS = 6
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Tickets and clients to jump to; the ticket of a typed number stands first."""

    tickets: list[Ticket] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)


def suggestions(viewer: Viewer, text: str) -> Suggestions:
    """At most four statements, each over few rows: subjects are looked through in one's newest tickets."""
    text = cleaned(text)
    number = number_in(text)
    if number is None and len(text) < SHORTEST:
        return Suggestions()
    visible = Ticket.objects.visible_to(viewer)
    shown = visible.select_related("client").defer("search")
    tickets = list(shown.filter(number=number)) if number is not None else []
    query = beginnings(text) if not tickets else None
    if query is not None:
        tickets = list(
            shown.filter(pk__in=newest_tickets(viewer), search=query).order_by("-last_message_at")[:MOST_TICKETS]
        )
    named = Client.objects.visible_to(viewer).filter(name__icontains=text, is_active=True)
    return Suggestions(tickets=tickets, clients=list(named.order_by("name", "id")[:MOST_CLIENTS]))
