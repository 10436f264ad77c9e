"""What a line of results was computed from, read again from the stored inputs of its payslip (Y4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from payroll.domain.component_lines import applicable_weights
from payroll.domain.facts import Fact
from payroll.domain.figures import NOTHING, WHOLE
from payroll.domain.pay_case import case_from
from payroll.domain.plans import Component
from payroll.domain.presence import Presence
from payroll.domain.sections import excess, merged
from support_desk.shared.money import half_up


@dataclass(frozen=True, slots=True)
class Measure:
    """One component of a section. `place`: of the section, from 0; `applicable`: the weights of what is applicable,
    together; `score`: None where this one is not."""

    place: int
    component: Component
    fact: Fact
    presence: Presence
    applicable: Fraction

    @property
    def score(self) -> Fraction | None:
        return None if self.fact is None else self.fact.score(self.component.scale)

    @property
    def weight(self) -> Fraction:
        """Of what is applicable."""
        return self.component.weight / self.applicable if self.applicable else NOTHING

    @property
    def missing(self) -> int:
        """Kopecks that a score of 1 would have paid beyond: nothing where it is reached or nothing is measured."""
        if self.score is None or self.score >= WHOLE:
            return 0
        return half_up(self.presence.section.plan.variable * self.presence.share * self.weight * (WHOLE - self.score))


def measures_of(inputs: Mapping[str, Any]) -> dict[tuple[int, str], Measure]:
    """{(place of the section, code): measure}, sections under equal plans as one. BadInput as `case_from`."""
    return {(one.place, one.component.code): one for one in _measures(inputs)}


def _measures(inputs: Mapping[str, Any]) -> Iterator[Measure]:
    parts = merged(case_from(inputs).sections)
    for part in parts:
        presence, applicable = Presence(part, excess(parts)), applicable_weights(part)
        for component in part.plan.components:
            yield Measure(part.place, component, part.facts[component.code], presence, applicable)
