"""How the hours of an organisation's contracts stand, this month and in the months before (C2)."""

from dataclasses import dataclass
from datetime import date

from support_desk.shared.viewer import Viewer
from tickets.domain.balance import Balance
from tickets.domain.rollover import MonthHours
from tickets.models import Contract
from tickets.queries.contract_hours import balances_of, in_force, months_of

MONTHS = 12


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract that holds today, with the month's balance."""

    contract: Contract
    balance: Balance

    @property
    def beyond(self) -> int:
        """Minutes over what the month holds."""
        return max(-self.balance.left, 0)


@dataclass(frozen=True, slots=True)
class ContractStory:
    """A contract with its last twelve months at most, the oldest first."""

    row: ContractRow
    months: list[MonthHours]


def contract_rows(viewer: Viewer, today: date) -> list[ContractRow]:
    """The contracts of today by project. Two statements."""
    contracts = contracts_of(viewer, today)
    balances = balances_of(contracts, today)
    return [ContractRow(each, balances[each.pk]) for each in contracts]


def contract_stories(viewer: Viewer, today: date) -> list[ContractStory]:
    """With their months. Three statements."""
    rows = contract_rows(viewer, today)
    months = months_of([row.contract for row in rows], until=today, is_whole=True)
    return [ContractStory(row, months[row.contract.pk][-MONTHS:]) for row in rows]


def contracts_of(viewer: Viewer, today: date) -> list[Contract]:
    visible = Contract.objects.visible_to(viewer).filter(project__is_active=True).select_related("project")
    return list(in_force(visible, today).order_by("project__name", "id"))
