"""Figures of the director's pages as people read them (Y8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payroll.domain.pay_costs import Cost
from payroll.queries.director.trends import Trends
from support_desk.shared.money import rubles_of
from support_desk.shared.ui.figures import money, number, percent

NOTHING, FULL = "–", 100


@dataclass(frozen=True, slots=True)
class Figure:
    """A small picture: the last month that has a value, how it went, and a value to be reached where there is one.
    `values`: of each month of the picture, None where there is none; `url`: what it is made of."""

    label: str
    value: str
    note: str
    values: Sequence[Decimal | int | None] = ()
    rows: Sequence[tuple[date, str]] = ()
    goal: Decimal | int | None = None
    url: str = ""

    @property
    def top(self) -> Decimal | int:
        return max((one for one in (*self.values, self.goal) if one is not None), default=1) or 1


def figures(costs: Sequence[tuple[date, Cost]], trends: Trends) -> list[Figure]:
    """Six of them, from the first month that was paid to the last one."""
    spent = {month: cost for month, cost in costs if cost.total}
    months = [month for month, _cost in costs if spent and min(spent) <= month <= max(spent)]
    shares = {
        month: as_percent(cost.variable_share) for month, cost in spent.items() if cost.variable_share is not None
    }
    cost = f"{reverse('director-payroll')}?months={len(trends.months)}"
    complaints = {month: trends.complaints.get(month, 0) for month in spent}
    return [
        _figure(_("Cost of pay"), months, {month: rubles_of(one.total) for month, one in spent.items()}, money, cost),
        _figure(_("Variable share of pay"), months, shares, percent, cost),
        replace(_percents(_("Output against target"), months, trends, "output"), goal=FULL, url=f"{cost}#people-title"),
        _percents(_("Answered in time"), months, trends, "deadlines"),
        _offers(months, trends),
        _figure(_("Complaints confirmed"), months, complaints, number, f"{reverse('complaints')}?state=confirmed"),
    ]


def as_percent(share: Fraction | None) -> Decimal | None:
    """With one place."""
    return None if share is None else Decimal(round(share * 1000)) / 10


def _percents(label: str, months: Sequence[date], trends: Trends, code: str) -> Figure:
    found = trends.reached.get(code, {})
    values = {month: one.percent for month, one in found.items() if one.percent is not None}
    return _figure(label, months, values, percent)


def _offers(months: Sequence[date], trends: Trends) -> Figure:
    found = trends.reached.get("upsales", {})
    values = {month: one.fact.normalize() for month, one in found.items()}
    made = _figure(_("Offer points"), months, values, number, f"{reverse('pay-facts')}?kind=offer")
    last = max(found, default=None)
    if last is None:
        return made
    note = _("of %(target)s planned") % {"target": number(found[last].target.normalize())}
    return replace(made, note=note, goal=found[last].target)


def _figure(label: str, months: Sequence[date], values: Any, words: Any, url: str = "") -> Figure:
    known = [month for month in months if values.get(month) is not None]
    if not known:
        return Figure(label, NOTHING, _("no closed month yet"))
    rows = [(month, words(values[month])) for month in known]
    return Figure(
        label, rows[-1][1], _note(known, values, words), [values.get(month) for month in months], rows, url=url
    )


def _note(known: Sequence[date], values: Any, words: Any) -> str:
    """Beside the month before."""
    if len(known) < 2:
        return _("the first closed month")
    return _("%(before)s the month before") % {"before": words(values[known[-2]])}
