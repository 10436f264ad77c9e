"""Plans, months and facts for the tests of the calculator, in rubles and plain figures."""

from fractions import Fraction
from typing import Any

from payroll.domain.facts import Fact, Measured, Scored
from payroll.domain.payslip import Payslip
from payroll.domain.periods import Period
from payroll.domain.plans import Component, Plan
from payroll.domain.scales import Scale
from payroll.domain.sections import Section


def plan(base: int = 60_000, variable: int = 40_000, *, offer_rate: int = 0, **weights: str) -> Plan:
    """plan(output="0.35", …): components in that order, without scales."""
    components = tuple(Component(code, Fraction(weight)) for code, weight in weights.items())
    return Plan(base * 100, variable * 100, components, offer_rate=offer_rate * 100)


def worked(hours: str | int, norm: str | int = 159, *, days: int = 20, norm_days: int = 20) -> Period:
    return Period(Fraction(norm), Fraction(hours), norm_days, days)


def section(terms: Plan, period: Period | None = None, place: int = 0, *, points: int = 0, **facts: Fact) -> Section:
    """A section with these facts, by component."""
    return Section(terms, (period or worked(159),), facts, Fraction(points), place)


def of(fact: str | int, target: str | int | None) -> Measured:
    """of(90, 100): ninety of a hundred."""
    return Measured(None if target is None else Fraction(target), Fraction(fact))


def scored(score: str) -> Scored:
    return Scored(Fraction(score))


def scale(**settings: Any) -> Scale:
    """scale(cap="1", table=[("0.8", "0.5")])."""
    table = settings.pop("table", None)
    kind = {"kind": settings.pop("kind")} if "kind" in settings else {}
    points = None if table is None else tuple((Fraction(attainment), Fraction(score)) for attainment, score in table)
    return Scale(**kind, **{name: Fraction(bound) for name, bound in settings.items()}, table=points)


def amounts(slip: Payslip) -> list[tuple[str, float]]:
    """(code, rubles) line by line."""
    return [(line.code, line.amount / 100) for line in slip.lines]
