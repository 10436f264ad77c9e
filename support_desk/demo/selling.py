"""What the managers sold and collected: the facts of pay that no other page of the demo tells (Y2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from payroll.actions.facts.entering import ToldFact, enter_facts
from payroll.models import PayFact
from support_desk.demo.content import Content
from support_desk.demo.customers import Account
from support_desk.demo.rules import morning
from support_desk.demo.stage import Stage
from support_desk.shared import audit
from workload.domain.months import last_day_of, month_after
from workload.models import Employee

MONTHS: Final = 5
# Of all clients every third gets an invoice a month, and every third agrees to an offer; each seventh invoice is paid
# late.
INVOICED_EVERY, SOLD_EVERY, LATE_EVERY = 3, 3, 7
DUE_ON, SOLD_FROM = 10, 3
SMALLEST, STEP = 12_000, 3_500
CRM: Final = "CRM"


@dataclass(frozen=True, slots=True)
class Sale:
    """A client of somebody in a month; `number` tells clients and months apart."""

    account: Account
    owner: Employee
    month: date
    number: int


def sell(stage: Stage, *, at: datetime) -> None:
    """Entered by the head once each month was over, and up to `at`."""
    with audit.gathered():
        for back in reversed(range(MONTHS)):
            month = month_after(at.date(), -back)
            when = min(at, morning(at) + (last_day_of(month) - at.date() + timedelta(days=1)))
            enter_facts(told=_told(stage, month, when), by=stage.staff.viewer("head", when), at=when)


def _told(stage: Stage, month: date, at: datetime) -> list[ToldFact]:
    sales = [
        Sale(account, stage.staff.people[account.owner], month, number + month.month)
        for number, account in enumerate(stage.accounts)
    ]
    facts = [fact for sale in sales for fact in (*_invoice(sale, stage.content), *_offer(sale, stage.content))]
    hired = {one.pk: one.hired_on for one in stage.staff.people.values()}
    return [fact for fact in facts if hired[fact.employee_id] <= fact.happened_on <= at.date()]


def _invoice(sale: Sale, content: Content) -> Iterator[ToldFact]:
    if sale.number % INVOICED_EVERY:
        return
    number = f"{sale.month:%y%m}-{sale.account.client.pk:03}"
    words = content.sales["invoice"]
    title = str(words["name"][content.language]).format(number=number)
    amount = Decimal(SMALLEST + STEP * (sale.number % 11))
    for kind, day in _days(sale):
        yield _fact(sale, kind, day, amount, title, content.named(words, "source"), number)


def _days(sale: Sale) -> Sequence[tuple[str, int]]:
    is_late = sale.number % LATE_EVERY == 0
    due = (PayFact.Kind.DUE.value, DUE_ON)
    return (due,) if is_late else (due, (PayFact.Kind.COLLECTED.value, DUE_ON))


def _offer(sale: Sale, content: Content) -> Iterator[ToldFact]:
    if sale.number % SOLD_EVERY == 0:
        offers = content.sales["offer"]
        offer = offers[sale.number // SOLD_EVERY % len(offers)]
        day = SOLD_FROM + sale.number % 20
        yield _fact(sale, PayFact.Kind.OFFER.value, day, Decimal(offer["points"]), content.named(offer), CRM)


def _fact(
    sale: Sale, kind: str, day: int, amount: Decimal, title: str, source: str = "", reference: str = ""
) -> ToldFact:
    happened_on = sale.month.replace(day=day)
    client = sale.account.client.pk
    return ToldFact(sale.owner.pk, kind, happened_on, amount, title, client, source, reference)
