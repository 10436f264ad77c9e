"""The client beside a ticket: contract, people, other open matters, what is good to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from support_desk.shared.viewer import Viewer
from tickets.domain.balance import Balance
from tickets.models import Client, Contact, ContactEmail, ContactPhone, Contract, Ticket
from tickets.queries.contract_hours import balances_of, in_force

MOST_PEOPLE = 6
MOST_TICKETS = 6


@dataclass(frozen=True, slots=True)
class ClientCard:
    """None and empty where there is nothing, or nothing for this viewer."""

    client: Client | None = None
    balance: Balance | None = None
    people: list[Contact] = field(default_factory=list)
    others: Sequence[Mapping[str, Any]] = ()


def client_card(ticket: Ticket, viewer: Viewer) -> ClientCard:
    """At most seven statements."""
    if ticket.client_id is None:
        return ClientCard()
    return ClientCard(
        client=Client.objects.visible_to(viewer).filter(pk=ticket.client_id).first(),
        balance=balance_of(ticket, viewer),
        people=people_of(ticket, viewer),
        others=other_tickets(ticket, viewer),
    )


def balance_of(ticket: Ticket, viewer: Viewer) -> Balance | None:
    """The month's balance of the ticket's project; None without a contract that the viewer sees."""
    if ticket.project_id is None:
        return None
    today = timezone.localtime(viewer.at).date()
    visible = Contract.objects.visible_to(viewer).filter(project_id=ticket.project_id)
    contract = in_force(visible, today).first()
    return balances_of([contract], today)[contract.pk] if contract else None


def people_of(ticket: Ticket, viewer: Viewer) -> list[Contact]:
    """The client's people, whoever asked first."""
    people = Contact.objects.visible_to(viewer).filter(client=ticket.client, is_active=True)
    ways = [
        Prefetch("emails", ContactEmail.objects.order_by("id")),
        Prefetch("phones", ContactPhone.objects.order_by("id")),
    ]
    found = list(people.prefetch_related(*ways).order_by("name")[:MOST_PEOPLE])
    return sorted(found, key=lambda person: person.pk != ticket.requester_id)


def other_tickets(ticket: Ticket, viewer: Viewer) -> Sequence[Mapping[str, Any]]:
    """The client's other open matters that the viewer may see."""
    seen = Ticket.objects.visible_to(viewer).live().filter(client=ticket.client).exclude(pk=ticket.pk)
    return list(seen.order_by("-last_message_at").values("number", "subject", "waiting_since")[:MOST_TICKETS])
