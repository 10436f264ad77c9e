"""What a question to the client would cost beyond the contract (C2, W3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tickets.domain.charges import still_to_bill
from tickets.domain.rollover import beyond_amount
from tickets.domain.tasks import BILLING, OPEN
from tickets.models import Contract, Estimate, Overrun, Project, Task, Ticket, TimeEntry
from tickets.queries.contract_hours import balances_of, in_force


@dataclass(frozen=True, slots=True)
class Beyond:
    """Minutes that the month's hours do not hold, and their price in rubles; nothing where no contract says."""

    minutes: int = 0
    amount: Decimal = Decimal("0.00")


def beyond_contract(ticket: Ticket, minutes: int, day: date) -> Beyond:
    """How `minutes` more stand to the balance of the month of `day`, once what is agreed or asked already has been
    worked. Three statements."""
    if ticket.project is None:
        return Beyond()
    contract = in_force(Contract.objects.filter(project=ticket.project), day).first()
    if contract is None:
        return Beyond()
    left = balances_of([contract], day)[contract.pk].left - reserved_minutes(ticket.project)
    over = max(0, minutes - max(0, left))
    return Beyond(over, beyond_amount(over, contract.rate_amount))


def reserved_minutes(project: Project) -> int:
    """What the open tasks of a project may still bill by what was agreed, or asked of the client. One statement."""
    tasks = Task.objects.filter(ticket__project=project, status__in=OPEN).annotate(
        asked=minutes_of(Estimate.objects.filter(state=Estimate.State.WITH_CLIENT), "minutes"),
        more=minutes_of(Overrun.objects.filter(state=Overrun.State.WITH_CLIENT), "minutes"),
        billed=minutes_of(TimeEntry.objects.all(), "billable_minutes"),
    )
    told = tasks.values_list("status", "agreed_minutes", "asked", "more", "billed")
    return sum(
        still_to_bill(agreed=agreed or 0, asked=asked + more, billed=billed, is_worked_on=status in BILLING)
        for status, agreed, asked, more, billed in told
    )


def minutes_of(rows: QuerySet[Any], column: str) -> Coalesce:
    """Minutes of these rows of the outer task."""
    summed = rows.filter(task=OuterRef("pk")).order_by().values("task").annotate(minutes=Sum(column))
    return Coalesce(Subquery(summed.values("minutes"), output_field=IntegerField()), 0)
