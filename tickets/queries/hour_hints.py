"""Contracts whose month asks for a word with the client, and who is to be told (C2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from support_desk.shared.models import Notice
from tickets.domain.balance import Balance, Standing
from tickets.models import Contract, CoverSpan
from tickets.notifications.hours import SPARE, USED
from tickets.queries.contract_hours import balances_of, in_force
from workload.models import Department

KINDS = {Standing.NEARLY_USED: USED, Standing.OVER: USED, Standing.SPARE: SPARE}


@dataclass(frozen=True, slots=True)
class Hint:
    """What the effective owner of a project is to be told of a contract's month."""

    kind: str
    key: str
    user_id: int
    contract: Contract
    balance: Balance


def hints_at(at: datetime) -> list[Hint]:
    """Those that nobody has been told yet, each department on its own day. Two statements a day and kind of contract
    (days differ by zone, contracts by rollover), and two more; never one a contract."""
    found = [hint for day, departments in days_of_departments(at).items() for hint in hints_on(day, departments, at)]
    told = set(Notice.objects.filter(key__in=[hint.key for hint in found]).values_list("key", flat=True))
    return [hint for hint in found if hint.key not in told]


def days_of_departments(at: datetime) -> dict[date, list[int]]:
    """{the day it is there: departments}. One statement."""
    found: dict[date, list[int]] = {}
    for pk, zone in Department.objects.values_list("pk", "timezone"):
        found.setdefault(at.astimezone(ZoneInfo(zone)).date(), []).append(pk)
    return found


def hints_on(day: date, departments: Iterable[int], at: datetime) -> list[Hint]:
    """The hints of the departments' active projects on their `day`."""
    project = {"project__department__in": list(departments), "project__is_active": True}
    served = in_force(Contract.objects.filter(**project, project__client__is_active=True), day)
    covers = CoverSpan.objects.holding(at).filter(
        project=OuterRef("project_id"), covered_id=OuterRef("project__owner_id")
    )
    told = served.select_related("project__client").annotate(
        told_id=Coalesce(
            Subquery(covers.values("cover__user_id")[:1]), F("project__owner__user_id"), output_field=BigIntegerField()
        )
    )
    hints: list[Hint] = []
    for part in (told.filter(rollover_months=0, included_minutes__gt=0), told.filter(rollover_months__gt=0)):
        contracts = list(part.order_by("pk"))
        balances = balances_of(contracts, day)
        hints += [hint for contract in contracts for hint in hint_of(contract, balances[contract.pk])]
    return hints


def hint_of(contract: Contract, balance: Balance) -> Iterable[Hint]:
    """One at most, by where the month stands."""
    kind = KINDS.get(balance.standing)
    if kind:
        user_id: int = contract.told_id  # type: ignore[attr-defined]  # annotated above
        yield Hint(kind, f"{kind}:{contract.pk}:{balance.day:%Y-%m}", user_id, contract, balance)
