"""What a question to the client would cost beyond the contract (C2, W3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tickets.domain.rollover import beyond_amount
from tickets.models import Contract, Ticket
from tickets.queries.contract_hours import balances_of, in_force


@dataclass(frozen=True, slots=True)
class Beyond:
    """Minutes that the month's hours do not hold, and their price in rubles; nothing where no contract says."""

    minutes: int = 0
    amount: Decimal = Decimal("0.00")


def beyond_contract(ticket: Ticket, minutes: int, day: date) -> Beyond:
    """How `minutes` more stand to the balance of the month of `day`. Two statements."""
    if ticket.project is None:
        return Beyond()
    contract = in_force(Contract.objects.filter(project=ticket.project), day).first()
    if contract is None:
        return Beyond()
    over = max(0, minutes - max(0, balances_of([contract], day)[contract.pk].left))
    return Beyond(over, beyond_amount(over, contract.rate_amount))
