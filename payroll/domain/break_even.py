"""At which weight of a component pay would cost what it did (Y7). The other weights share the rest as they do now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from payroll.domain.component_lines import component_drafts
from payroll.domain.figures import NOTHING, WHOLE, sum_of
from payroll.domain.plans import Component
from payroll.domain.presence import Presence
from payroll.domain.sections import Section, excess, merged
from support_desk.shared.money import half_up

FINEST: Final = 100_000  # parts of a weight: as fine as plans write them
COARSE: Final = FINEST // 50  # steps of the curve, two hundredths each


@dataclass(frozen=True, slots=True)
class Part:
    """The variable part of one section: `fund` × Σ weight × score ÷ Σ weight, over what is applicable. `score`: of the
    component in question, None: not applicable; `rest_score`, `rest`: what the others bring and weigh at weight 0."""

    fund: Fraction
    score: Fraction | None
    rest_score: Fraction
    rest: Fraction

    def at(self, weight: Fraction) -> Fraction:
        """Exact kopecks."""
        left = WHOLE - weight
        own = NOTHING if self.score is None else weight
        applicable = own + left * self.rest
        if not applicable:
            return NOTHING
        return self.fund * (own * (self.score or NOTHING) + left * self.rest_score) / applicable


@dataclass(frozen=True, slots=True)
class Varying:
    """One payslip: what does not depend on the weight, its `parts` that do, and what was settled of points."""

    fixed: int
    steady: Fraction
    parts: tuple[Part, ...]
    settlement: int

    def at(self, weight: Fraction) -> int:
        """Its total in kopecks, rounded as the calculator rounds it."""
        variable = half_up(self.steady + sum_of(part.at(weight) for part in self.parts))
        return self.fixed + variable + max(self.settlement, -variable)


@dataclass(frozen=True, slots=True)
class Curve:
    """`points`: (weight in 1/100,000, total in kopecks) from 0 to 1; `even`: weights at which the total is nearest to
    what was paid where it crosses it, rising; none where the weight moves nothing."""

    points: tuple[tuple[int, int], ...]
    even: tuple[int, ...]


def curve(payslips: Sequence[Varying], paid: int) -> Curve:
    """Exact at every weight that a plan can write; two crossings within two hundredths of a weight may pass unseen."""

    def over(place: int) -> int:
        weight = Fraction(place, FINEST)
        return sum(one.at(weight) for one in payslips) - paid

    points = [(place, over(place)) for place in range(0, FINEST + 1, COARSE)]
    if len({above for _place, above in points}) == 1:
        return Curve(tuple((place, above + paid) for place, above in points), ())
    even = [place for place, above in points if above == 0]
    even += [_crossing(over, low, high) for (low, below), (high, above) in pairwise(points) if below * above < 0]
    return Curve(tuple((place, above + paid) for place, above in points), tuple(sorted(even)))


def _crossing(over: Callable[[int], int], low: int, high: int) -> int:
    """The weight nearest to nothing over, between two of opposite signs."""
    sign = 1 if over(low) > 0 else -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if over(middle) * sign > 0 else (low, middle)
    return min((low, high), key=lambda place: abs(over(place)))


def varying(
    sections: Sequence[Section], is_varied: Sequence[bool], code: str, settlement: int, total: int, variable: int
) -> Varying:
    """One payslip whose sections, under terms already changed, came to `total` with `variable` in it. `is_varied`: by
    place, whether a section is paid by the plan in question."""
    moved = [is_varied[one.place] and code in one.facts for one in sections]
    # Under equal terms they are one only for now: at another weight those of the plan in question stand apart.
    varied = merged([one for one, moves in zip(sections, moved, strict=True) if moves])
    others = merged([one for one, moves in zip(sections, moved, strict=True) if not moves])
    beyond = excess([*varied, *others])
    steady = sum_of(draft.exact for one in others for draft in component_drafts(Presence(one, beyond)))
    fixed = total - variable - max(settlement, -variable)
    return Varying(fixed, steady, tuple(_part(Presence(one, beyond), code) for one in varied), settlement)


def _part(presence: Presence, code: str) -> Part:
    section = presence.section
    scores = _scores(section)
    others = {one.code: one.weight for one in section.plan.components if one.code != code}
    whole = sum_of(others.values())
    shares: Mapping[str, Fraction] = {
        other: weight / whole if whole else Fraction(1, len(others)) for other, weight in others.items()
    }
    applicable = {other: share for other, share in shares.items() if scores[other] is not None}
    return Part(
        section.plan.variable * presence.share,
        scores[code],
        sum_of(share * (scores[other] or NOTHING) for other, share in applicable.items()),
        sum_of(applicable.values()),
    )


def _scores(section: Section) -> dict[str, Fraction | None]:
    return {one.code: _score(section, one) for one in section.plan.components}


def _score(section: Section, component: Component) -> Fraction | None:
    fact = section.facts[component.code]
    return None if fact is None else fact.score(component.scale)
