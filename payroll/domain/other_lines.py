"""What stands beside base and results: hours beyond, offers, the settlement of points, additions (Y1, M4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from payroll.domain.figures import money, number
from payroll.domain.lines import Inputs, Line
from payroll.domain.periods import Period, hours_beyond
from payroll.domain.plans import OFFERS, OVERTIME, SETTLEMENT
from payroll.domain.sections import Section
from support_desk.shared.money import half_up

VARIABLE = "variable"


@dataclass(frozen=True, slots=True)
class Addition:
    """Kopecks more or less, with their reason; `month`: the one that a correction mends, as 2026-10."""

    code: str
    amount: int
    reason: str
    month: str | None = None


def offers_line(section: Section) -> Iterable[Line]:
    """offer points × rate, when that is something."""
    rate = section.plan.offer_rate
    amount = half_up(section.offer_points * rate)
    if amount:
        points = number(section.offer_points)
        inputs: Inputs = {"section": section.place + 1, "points": points, "offer_rate": money(rate)}
        yield Line(OFFERS, amount, f"{points} × {money(rate)}", inputs)


def overtime_line(periods: Sequence[Period]) -> Iterable[Line]:
    """Hours beyond the norm: without money until somebody names a rate."""
    hours = hours_beyond(periods)
    if hours:
        worked = " + ".join(number(period.worked_hours) for period in periods)
        norm = " + ".join(number(period.norm_hours) for period in periods)
        yield Line(OVERTIME, 0, "–", {"hours": number(hours), "rate": None, "worked": worked, "norm": norm})


def settlement_line(asked: int, variable: int) -> Iterable[Line]:
    """The settlement of points. A minus takes no more than the variable part, whatever was asked (M4)."""
    if asked:
        amount = max(asked, -variable)
        limited_by = None if amount == asked else VARIABLE
        inputs = {"settled": money(asked), "variable": money(variable), "limited_by": limited_by}
        yield Line(SETTLEMENT, amount, money(amount), inputs)


def addition_lines(additions: Iterable[Addition]) -> Iterable[Line]:
    """One for each that is not zero, in the order given."""
    for addition in additions:
        if addition.amount:
            inputs = {"reason": addition.reason, "month": addition.month}
            yield Line(addition.code, addition.amount, money(addition.amount), inputs)
