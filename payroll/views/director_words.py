"""Figures of the director's pages as people read them (Y8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from payroll.domain.pay_costs import Cost
from payroll.queries.director.trends import Trends
from support_desk.shared.money import rubles_of
from support_desk.shared.ui.figures import money, number, percent

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """A small picture: the last month that has a value, how it went, and a value to be reached where there is one."""

    label: str
    value: str
    note: str
    values: Sequence[Decimal | int]
    top: Decimal | int
    rows: Sequence[tuple[date, str]]


def figures(costs: Sequence[tuple[date, Cost]], trends: Trends) -> list[Figure]:
    """Six of them, over the same months."""
    months = trends.months
    spent = {month: cost for month, cost in costs if cost.total}
    shares = {
        month: as_percent(cost.variable_share) for month, cost in spent.items() if cost.variable_share is not None
    }
    return [
        _figure(_("Cost of pay"), months, {month: rubles_of(cost.total) for month, cost in spent.items()}, money),
        _figure(_("Variable share of pay"), months, shares, percent),
        _percents(_("Output against target"), trends, "output"),
        _percents(_("Answered in time"), trends, "deadlines"),
        _offers(trends),
        _figure(_("Complaints confirmed"), months, {month: trends.complaints.get(month, 0) for month in spent}, number),
    ]


def as_percent(share: Fraction | None) -> Decimal | None:
    """With one place."""
    return None if share is None else Decimal(round(share * 1000)) / 10


def _percents(label: str, trends: Trends, code: str) -> Figure:
    found = trends.reached.get(code, {})
    values = {month: one.percent for month, one in found.items() if one.percent is not None}
    return _figure(label, trends.months, values, percent)


def _offers(trends: Trends) -> Figure:
    found = trends.reached.get("upsales", {})
    made = _figure(_("Offer points"), trends.months, {month: one.fact for month, one in found.items()}, number)
    last = max(found, default=None)
    if last is None:
        return made
    note = _("of %(target)s planned") % {"target": number(found[last].target.normalize())}
    return Figure(made.label, made.value, note, made.values, max(made.top, found[last].target), made.rows)


def _figure(label: str, months: Sequence[date], values: Any, words: Any) -> Figure:
    known = [month for month in months if values.get(month) is not None]
    if not known:
        return Figure(label, NOTHING, _("no closed month yet"), [], 1, [])
    rows = [(month, words(values[month])) for month in known]
    return Figure(
        label, rows[-1][1], _note(known, values, words), [values[month] for month in known],
        max(values[month] for month in known) or 1, rows,
    )  # fmt: skip


def _note(known: Sequence[date], values: Any, words: Any) -> str:
    """Beside the month before."""
    if len(known) < 2:
        return _("the first closed month")
    return _("%(before)s the month before") % {"before": words(values[known[-2]])}
