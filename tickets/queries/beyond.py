"""What a question to the client would cost beyond the contract (C2, W3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from support_desk.shared.money import to_kopeck
from tickets.models import Contract, Ticket
from tickets.queries.client_page import minutes_of_month

MINUTES_OF_HOUR = 60


@dataclass(frozen=True, slots=True)
class Beyond:
    """Minutes that the month's hours do not hold, and their price in rubles; nothing where no contract says."""

    minutes: int = 0
    amount: Decimal = Decimal("0.00")


def beyond_contract(ticket: Ticket, minutes: int, day: date) -> Beyond:
    """How `minutes` more stand to the balance of the month of `day`. Two statements."""
    if ticket.project is None:
        return Beyond()
    in_force = Contract.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
    contract = in_force.filter(project=ticket.project).first()
    if contract is None:
        return Beyond()
    used = minutes_of_month([ticket.project], day).get(ticket.project.pk, 0)
    over = max(0, minutes - max(0, contract.included_minutes - used))
    return Beyond(over, to_kopeck(contract.rate_amount * over / MINUTES_OF_HOUR))
