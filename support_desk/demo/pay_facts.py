"""What managers sold and what came in of the invoices of their clients, month by month (Y2)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from payroll.models import PayFact
from support_desk.demo.stage import Stage
from tickets.models import Client
from workload.models import Employee

KOPECK: Final = Decimal("0.01")
SOLD_IN, OWED_IN = "CRM", "1C"


def tell_facts(stage: Stage, month: date, *, until: date, at: datetime) -> None:
    """Of the days of the month up to `until`, as the head has entered them at `at`."""
    head = stage.staff.people["head"]
    rows = [fact for seller in stage.content.pay["seller"] for fact in facts_of(stage, seller, month)]
    PayFact.objects.bulk_create(
        PayFact(department=stage.staff.departments["support"], created_by=head, created_at=at, **fact)
        for fact in rows
        if fact["employee"].hired_on <= fact["happened_on"] <= until
    )


def facts_of(stage: Stage, seller: Mapping[str, Any], month: date) -> Iterator[dict[str, Any]]:
    """Fields of the facts of one manager."""
    person, clients = stage.staff.people[seller["login"]], clients_of(stage, seller["login"])
    turn = month.year * 12 + month.month
    points, collected = (Decimal(seller[key][turn % len(seller[key])]) for key in ("points", "collected"))
    for number, row in enumerate(stage.content.pay["offer"]):
        told = row_of(stage, row, person, clients[(turn + number) % len(clients)], month)
        yield {**told, **source(SOLD_IN, PayFact.Kind.OFFER, points * Decimal(row["share"]), person, number, month)}
    for number, row in enumerate(stage.content.pay["invoice"]):
        told = row_of(stage, row, person, clients[number % len(clients)], month)
        due = Decimal(row["rubles"])
        yield {**told, **source(OWED_IN, PayFact.Kind.DUE, due, person, number, month)}
        yield {**told, **source(OWED_IN, PayFact.Kind.COLLECTED, due * collected, person, number, month)}


def row_of(stage: Stage, row: Mapping[str, Any], person: Employee, client: Client, month: date) -> dict[str, Any]:
    title = f"{stage.content.named(dict(row), 'title')}, {client.name}"
    return {"employee": person, "client": client, "title": title[:200], "happened_on": month.replace(day=row["day"])}


def source(name: str, kind: str, amount: Decimal, person: Employee, number: int, month: date) -> dict[str, Any]:
    """Where it was read; `number`: of the offer or the invoice within the month."""
    reference = f"{month:%y%m}-{person.pk}-{number + 1}"
    return {"kind": kind, "amount": amount.quantize(KOPECK), "source": name, "reference": reference}


def clients_of(stage: Stage, login: str) -> Sequence[Client]:
    return [account.client for account in stage.accounts if account.owner == login]
