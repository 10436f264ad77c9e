"""Hours of contracts by month and the balance of this one (C2): every page, job and report counts them here."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tickets.domain.balance import Balance
from tickets.domain.rollover import MonthHours, Terms, months_of_contract
from tickets.models import Contract, WorkPolicy
from tickets.queries.booked import PAYING, booked

Used = Mapping[date, int]
ENTRIES = "t.project_id = ANY(%(projects)s) AND (e.worked_on >= %(since)s OR told.last >= %(since)s::date - 31)"
CLIENTS = "SELECT client_id FROM tickets_project WHERE id = ANY(%(projects)s)"
USED = f"""
{booked(ENTRIES, CLIENTS)}
SELECT paying.id, booked.month, sum(booked.billable_minutes)
FROM booked {PAYING}
WHERE paying.id = ANY(%(contracts)s) AND booked.month <= %(until)s
GROUP BY 1, 2
"""  # noqa: S608 - both parts are constants of ours


def in_force(contracts: QuerySet[Contract], day: date) -> QuerySet[Contract]:
    """Those that hold on `day`, each with `thresholds`: the shares at which its department is told something."""
    rules = WorkPolicy.objects.filter(
        Q(department=OuterRef("project__department")) | Q(department__isnull=True), starts_on__lte=day
    ).order_by(F("department").asc(nulls_last=True), "-starts_on")
    shares = rules.values(found=JSONObject(used_percent="used_percent", spare_percent="spare_percent"))
    holding = contracts.filter(starts_on__lte=day).exclude(ends_on__lt=day)
    return holding.annotate(thresholds=Subquery(shares[:1], output_field=JSONField()))


def balances_of(contracts: Collection[Contract], day: date) -> dict[int, Balance]:
    """{contract: how the month of `day` stands}, of contracts of `in_force`. One statement; none for no contract."""
    used = used_minutes(contracts, until=day)
    return {contract.pk: balance_of(contract, used.get(contract.pk, {}), day) for contract in contracts}


def balance_of(contract: Contract, used: Used, day: date) -> Balance:
    """The month of `day` from the minutes of all months."""
    month = hours_of(contract, used, until=day)[-1]
    shares = getattr(contract, "thresholds", None) or {}
    return Balance(included=month.included, carried=month.carried, used=month.used, day=day, **shares)


def hours_of(contract: Contract, used: Used, until: date) -> list[MonthHours]:
    """The contract's months up to that of `until`."""
    return months_of_contract(terms_of(contract), used, until)


def terms_of(contract: Contract) -> Terms:
    return Terms(contract.included_minutes, contract.rollover_months, contract.starts_on, contract.ends_on)


def used_minutes(contracts: Collection[Contract], *, until: date, is_whole: bool = False) -> dict[int, dict[date, int]]:
    """{contract: {first of a month: billed minutes}} up to the month of `until`. One statement; none for no contract.

    Without `is_whole` months that can no longer matter to this one are left out.
    """
    if not contracts:
        return {}
    month = until.replace(day=1)
    since = min(contract.starts_on for contract in contracts) if is_whole else first_month(contracts, month)
    asked: dict[str, Any] = {
        "contracts": [contract.pk for contract in contracts],
        "projects": [contract.project_id for contract in contracts],
        "since": since.replace(day=1),
        "until": month,
    }
    found: dict[int, dict[date, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(USED, asked)
        for contract_id, booked_month, minutes in cursor.fetchall():
            found.setdefault(contract_id, {})[booked_month] = int(minutes)
    return found


def first_month(contracts: Iterable[Contract], month: date) -> date:
    """Without rollover only the month itself counts; with it, what was used from the beginning on."""
    return min((contract.starts_on for contract in contracts if contract.rollover_months), default=month)
