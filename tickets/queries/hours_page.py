"""A client's contracts month by month (C2): what was included, carried over, used, and goes beyond."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from support_desk.shared.viewer import Viewer
from tickets.domain.rollover import MonthHours, beyond_amount
from tickets.models import Client, Contract, ReportContract
from tickets.queries.contract_hours import months_of

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A month in minutes and rubles. `is_sent`: as the client has it in their report, else as it stands."""

    month: date
    included: int
    carried: int
    used: int
    beyond: int
    amount: Decimal
    is_sent: bool

    @property
    def available(self) -> int:
        return self.included + self.carried


@dataclass(frozen=True, slots=True)
class ContractHours:
    """A contract with its months, the newest first; at most two years."""

    contract: Contract
    rows: list[HoursRow]

    @property
    def beyond_amount(self) -> Decimal:
        return sum((row.amount for row in self.rows), Decimal("0.00"))


def hours_of_client(viewer: Viewer, client: Client) -> list[ContractHours]:
    """The contracts that the viewer sees, the newest of each project first. Three statements."""
    today = timezone.localtime(viewer.at).date()
    visible = Contract.objects.visible_to(viewer).filter(project__client=client, starts_on__lte=today)
    contracts = list(visible.select_related("project").order_by("project__name", "project_id", "-starts_on"))
    months = months_of(contracts, until=today, is_whole=True)
    sent = sent_months(contracts)
    return [ContractHours(contract, rows_of(contract, months[contract.pk], sent)) for contract in contracts]


def rows_of(
    contract: Contract, months: Iterable[MonthHours], sent: dict[tuple[int, date], ReportContract]
) -> list[HoursRow]:
    """Rows of a contract; after its end only those in which something happened."""
    rows = [
        sent_row(sent[contract.pk, each.month], each.month)
        if (contract.pk, each.month) in sent
        else row_of(contract, each)
        for each in months
        if each.included or each.used
    ]
    return rows[: -MOST_MONTHS - 1 : -1]


def row_of(contract: Contract, month: MonthHours) -> HoursRow:
    amount = beyond_amount(month.beyond, contract.rate_amount)
    return HoursRow(month.month, month.included, month.carried, month.used, month.beyond, amount, is_sent=False)


def sent_row(told: ReportContract, month: date) -> HoursRow:
    """What was sent stays as it was sent, whatever became of the contract since (I5)."""
    return HoursRow(
        month,
        told.included_minutes,
        told.carried_minutes,
        told.used_minutes,
        told.beyond_minutes,
        told.beyond_amount,
        is_sent=True,
    )


def sent_months(contracts: Iterable[Contract]) -> dict[tuple[int, date], ReportContract]:
    """(contract, month) → how it was reported. One statement."""
    told = ReportContract.objects.filter(contract__in=contracts, report__state="sent").select_related("report")
    return {(each.contract_id, each.report.month): each for each in told}
