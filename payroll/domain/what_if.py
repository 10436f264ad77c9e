"""What a payslip would have been under other terms (Y7): its stored case with changed plans, for the calculator."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Final

from payroll.domain.facts import Fact, Measured
from payroll.domain.figures import WHOLE
from payroll.domain.pay_case import PayCase
from payroll.domain.plans import UPSALES, Component
from payroll.domain.scales import AS_IT_IS, Scale
from payroll.domain.sections import Section
from support_desk.shared.money import half_up

USUAL_OUTPUT: Final = Fraction(100)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the version of a plan said: kopecks a full month, targets by component where the plan sets them; `is_own`:
    measured by one's own figures."""

    base: int
    variable: int
    targets: Mapping[str, Fraction] = field(default_factory=dict)
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What is other in a plan, in all its versions; None and missing: as it was. `weights` name all components of the
    plan, those left out are dropped from it."""

    weights: Mapping[str, Fraction] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    targets: Mapping[str, Fraction] = field(default_factory=dict)
    base: int | None = None
    variable: int | None = None
    offer_rate: int | None = None


@dataclass(frozen=True, slots=True)
class PaidMonth:
    """What one person was paid for a closed month, in kopecks; `plans`, `versions`: of each section of the case, None
    where nobody knows them any more."""

    employee_id: int
    month: date
    case: PayCase
    plans: tuple[int | None, ...]
    versions: tuple[int | None, ...]
    total: int

    def is_touched(self, changes: Mapping[int, Change]) -> bool:
        """Whether any of its sections would be paid otherwise."""
        return any(plan in changes for plan in self.plans)


def changed_case(paid: PaidMonth, changes: Mapping[int, Change], terms: Mapping[int, Terms]) -> PayCase:
    """The same facts, hours, settlement and additions under the changed plans. `changes` by plan, `terms` by version.
    BadPlan when the terms contradict each other."""
    sections = [
        changed(section, changes[plan], terms[version])
        if plan is not None and version is not None and plan in changes
        else section
        for section, plan, version in zip(paid.case.sections, paid.plans, paid.versions, strict=True)
    ]
    return replace(paid.case, sections=tuple(sections))


def changed(section: Section, change: Change, terms: Terms) -> Section:
    """One section. A component without a fact in that month is not applicable (Y1). Sums of a person's own move in
    proportion to the plan's."""
    plan = section.plan
    rate = plan.offer_rate if change.offer_rate is None else change.offer_rate
    components = [one for one in _components(section, change) if not (one.code == UPSALES and rate and not one.weight)]
    new = replace(
        plan,
        base=_moved(plan.base, terms.base, change.base),
        variable=_moved(plan.variable, terms.variable, change.variable),
        components=tuple(components),
        offer_rate=rate,
    )
    facts = {one.code: _aimed(section.facts.get(one.code), one.code, change, terms) for one in components}
    return replace(section, plan=new, facts=facts, offer_points=_points(section, rate, terms))


def _components(section: Section, change: Change) -> list[Component]:
    known = {one.code: one for one in section.plan.components}
    weights = change.weights or {code: one.weight for code, one in known.items()}
    scales = {**{code: one.scale for code, one in known.items()}, **change.scales}
    return [Component(code, weight, scales.get(code, AS_IT_IS)) for code, weight in weights.items()]


def _points(section: Section, rate: int, terms: Terms) -> Fraction:
    """Offers that were measured by a component are known as points, too; those of members are paid to the members."""
    sold = section.facts.get(UPSALES)
    if rate and not section.offer_points and terms.is_own and isinstance(sold, Measured):
        return sold.fact
    return section.offer_points


def _aimed(fact: Fact, code: str, change: Change, terms: Terms) -> Fact:
    """At the new target: that of the month, prorated and ramped as it was, moves in proportion."""
    was, new = terms.targets.get(code), change.targets.get(code)
    if not was or new is None or not isinstance(fact, Measured) or fact.target is None:
        return fact
    return replace(fact, target=fact.target * new / was)


def _moved(own: int, was: int, new: int | None) -> int:
    if new is None:
        return own
    return half_up(own * Fraction(new, was)) if was else new


def weights_around(weights: Mapping[str, Fraction], code: str, weight: Fraction) -> dict[str, Fraction]:
    """`code` at `weight`, the others sharing the rest as they do now; equally where they have nothing to share."""
    others = {other: part for other, part in weights.items() if other != code}
    whole = sum(others.values(), Fraction())
    rest = WHOLE - weight
    return {
        other: weight if other == code else (rest * part / whole if whole else rest / len(others))
        for other, part in weights.items()
    }
