"""How the hours of an organisation's contracts stand, this month and in the twelve before (C2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth

from support_desk.shared.viewer import Viewer
from tickets.domain.balance import Balance, month_of
from tickets.models import Contract, TimeEntry

MONTHS = 12


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
    """The contracts of today by project, with the minutes of the month that are charged. One statement."""
    in_force = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    charged = TimeEntry.objects.filter(
        ticket__project=OuterRef("project"), worked_on__range=month_of(today)
    ).order_by().values("ticket__project").annotate(minutes=Sum("billable_minutes")).values("minutes")  # fmt: skip
    visible = Contract.objects.visible_to(viewer).filter(in_force, project__is_active=True).select_related("project")
    found = visible.annotate(used=Coalesce(Subquery(charged), 0)).order_by("project__name", "id")
    return [_row(each, today) for each in found]


def _row(contract: Any, today: date) -> ContractRow:
    """`contract` with its annotated `used`."""
    return ContractRow(contract, Balance(contract.included_minutes, contract.used, today))


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
