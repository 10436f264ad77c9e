"""How the hours of an organisation's contracts stand, this month and in the twelve before (C2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, JSONField, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import TruncMonth

from support_desk.shared.viewer import Viewer
from tickets.domain.balance import Balance
from tickets.models import Contract, TimeEntry
from tickets.queries.booked import PAYING, booked
from tickets.queries.contract_hours import balance_of, in_force

MONTHS = 12
# Of the contract around it, month by month.
USED = f"""(SELECT jsonb_object_agg(month, minutes) FROM (
{booked("t.project_id = tickets_contract.project_id")}
SELECT booked.month, sum(booked.billable_minutes) AS minutes
FROM booked {PAYING}
WHERE paying.id = tickets_contract.id AND booked.month <= %s
GROUP BY 1
) AS found)"""  # noqa: S608 - both parts are constants of ours


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract that holds today, with the month's balance."""

    contract: Contract
    balance: Balance

    @property
    def beyond(self) -> int:
        """Minutes over what the month includes."""
        return max(-self.balance.left, 0)


@dataclass(frozen=True, slots=True)
class Month:
    """`used`: billable minutes, whatever contract held then; `included`: what today's contract includes."""

    first_day: date
    used: int
    included: int


@dataclass(frozen=True, slots=True)
class ContractStory:
    """A contract with its last twelve months, the oldest first."""

    row: ContractRow
    months: list[Month]


def contract_rows(viewer: Viewer, today: date) -> list[ContractRow]:
    """The contracts of today by project, with the hours of the month as the desk counts them. One statement."""
    visible = Contract.objects.visible_to(viewer).filter(project__is_active=True).select_related("project")
    used = RawSQL(USED, [today.replace(day=1)], output_field=JSONField())  # noqa: S611 - our own words
    found = in_force(visible.annotate(used=used), today)
    return [_row(contract, today) for contract in found.order_by("project__name", "id")]


def _row(contract: Any, today: date) -> ContractRow:
    """`contract` with its annotated `used`: {first of a month: minutes}."""
    used = {date.fromisoformat(month): minutes for month, minutes in (contract.used or {}).items()}
    return ContractRow(contract, balance_of(contract, used, today))


def contract_stories(viewer: Viewer, today: date) -> list[ContractStory]:
    """With the twelve months up to this one. Two statements."""
    rows = contract_rows(viewer, today)
    months = last_months(today)
    used = minutes_by_month([row.contract.project_id for row in rows], months[0])
    return [
        ContractStory(row, [Month(day, used.get((row.contract.project_id, day), 0), row.balance.included)
                            for day in months])
        for row in rows
    ]  # fmt: skip


def minutes_by_month(projects: list[int], since: date) -> dict[tuple[int, date], int]:
    """(project, first of the month) → charged minutes; reversals take theirs away."""
    entries = TimeEntry.objects.filter(ticket__project__in=projects, worked_on__gte=since).order_by()
    summed = entries.values(project=F("ticket__project"), month=TruncMonth("worked_on"))
    found = summed.annotate(minutes=Sum("billable_minutes"))
    return {(each["project"], each["month"]): each["minutes"] for each in found}


def last_months(today: date) -> list[date]:
    """The firsts of the last twelve months, the oldest first."""
    count = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(count - MONTHS + 1, count + 1)]
