"""`/pay/facts/`: a month of facts, and what they sum to (Y2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import QuerySet, Sum

from payroll.models import PayFact
from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.ui.figures import money, number
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after

RELATED = ("employee", "department", "client", "created_by", "reversal__created_by")
ICONS = {PayFact.Kind.OFFER: "tags", PayFact.Kind.DUE: "receipt-text", PayFact.Kind.COLLECTED: "wallet"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A kind, what of it still stands, and the address of its rows alone."""

    label: str
    value: str
    href: str
    icon: str
    is_chosen: bool


def facts_of(viewer: Viewer) -> QuerySet[PayFact]:
    """What the viewer sees, with all that is shown of it; what takes back stands beside what it takes."""
    return PayFact.objects.visible_to(viewer).filter(reverses__isnull=True).select_related(*RELATED)


def facts_in(viewer: Viewer, month: date, *, kind: str = "", employee_id: int | None = None) -> QuerySet[PayFact]:
    """Of a month; `kind`: those only, "" all."""
    rows = facts_of(viewer).filter(happened_on__gte=month, happened_on__lt=month_after(month))
    if kind:
        rows = rows.filter(kind=kind)
    return rows if employee_id is None else rows.filter(employee=employee_id)


def fact_list(rows: QuerySet[PayFact], cursor: str = "") -> Page[PayFact]:
    """Fifty after `cursor`, the latest first. One statement."""
    return keyset_page(rows, order=("-happened_on", "-pk"), cursor=cursor)


def tiles_of(rows: QuerySet[PayFact], kind: str, asked: Mapping[str, str]) -> list[Tile]:
    """What stands of each kind among `rows`; the chosen one leads back to all. One statement."""
    standing = rows.filter(reversal__isnull=True).select_related(None).order_by("kind")
    sums = dict(standing.values_list("kind").annotate(amount=Sum("amount")))
    return [_tile(one, sums.get(one.value, Decimal()), kind, asked) for one in PayFact.Kind]


def _tile(kind: PayFact.Kind, amount: Decimal, chosen: str, asked: Mapping[str, str]) -> Tile:
    is_chosen = kind == chosen
    href = "?" + urlencode({**asked} if is_chosen else {**asked, "kind": kind.value})
    value = number(amount.normalize()) if kind == PayFact.Kind.OFFER else money(amount)
    return Tile(str(kind.label), value, href, ICONS[kind], is_chosen)
