"""What a plan pays for results: variable × presence × weight × score, a line for each component (Y1, Y2)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from payroll.domain.facts import Measured
from payroll.domain.figures import NOTHING, WHOLE, money, number, sum_of
from payroll.domain.lines import Draft, Inputs
from payroll.domain.plans import Component
from payroll.domain.presence import Presence
from payroll.domain.scales import Scale
from payroll.domain.sections import Section

NOT_APPLICABLE: Final = "–"


def component_drafts(presence: Presence) -> Iterator[Draft]:
    """In the order of the plan. The weight of what is not applicable is spread over the others in proportion."""
    applicable = applicable_weights(presence.section)
    for component in presence.section.plan.components:
        yield _draft(presence, component, applicable)


def applicable_weights(section: Section) -> Fraction:
    """The weights of the components that have something to measure, together."""
    scores = ((component, _score(section, component)) for component in section.plan.components)
    return sum_of(component.weight for component, score in scores if score is not None)


def _score(section: Section, component: Component) -> Fraction | None:
    fact = section.facts[component.code]
    return None if fact is None else fact.score(component.scale)


def _draft(presence: Presence, component: Component, applicable: Fraction) -> Draft:
    score = _score(presence.section, component)
    inputs = {**presence.inputs, **_fact_inputs(presence.section, component, score)}
    if score is None:
        return Draft(component.code, NOTHING, NOT_APPLICABLE, inputs)
    variable = presence.section.plan.variable
    weight = component.weight / applicable if applicable else NOTHING
    spread = "" if applicable in (NOTHING, WHOLE) else f" ÷ {number(applicable)}"
    return Draft(
        component.code,
        variable * presence.share * weight * score,
        f"{money(variable)} × {presence.formula} × {number(component.weight)}{spread} × {number(score)}",
        {**inputs, "variable": money(variable), "applicable_weights": number(applicable)},
    )


def _fact_inputs(section: Section, component: Component, score: Fraction | None) -> Inputs:
    fact = section.facts[component.code]
    measured: Inputs = {}
    if isinstance(fact, Measured):
        measured = {
            "target": _number_or_none(fact.target),
            "fact": number(fact.fact),
            "attainment": _number_or_none(fact.attainment),
        }
    return {
        "weight": number(component.weight),
        **measured,
        **_scale_inputs(component.scale),
        "score": _number_or_none(score),
    }


def _scale_inputs(scale: Scale) -> Inputs:
    """What of a scale is set."""
    inputs: dict[str, str | int | None] = {}
    if scale.gate is not None:
        inputs["gate"] = number(scale.gate)
    if scale.table is not None:
        points = ", ".join(f"{number(attainment)} → {number(score)}" for attainment, score in scale.table)
        inputs |= {"kind": scale.kind, "table": points}
    if scale.floor:
        inputs["floor"] = number(scale.floor)
    if scale.cap is not None:
        inputs["cap"] = number(scale.cap)
    return inputs


def _number_or_none(exact: Fraction | None) -> str | None:
    return None if exact is None else number(exact)
