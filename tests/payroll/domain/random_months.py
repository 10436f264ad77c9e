"""Random plans and months: odd weights, scales of every kind, facts that are missing, scored or measured."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from payroll.domain.facts import Fact, Measured, Scored
from payroll.domain.periods import Period
from payroll.domain.plans import Component, Plan, Proration
from payroll.domain.scales import Scale, ScaleKind
from payroll.domain.sections import Section


def number(random: Random, least: int, most: int) -> Fraction:
    """An exact number with a small denominator."""
    denominator = random.choice([1, 1, 2, 3, 7, 10])
    return Fraction(random.randint(least * denominator, most * denominator), denominator)


def rising_scale(random: Random) -> Scale:
    """More attainment never scores less."""
    floor, cap = sorted((number(random, 0, 3), number(random, 0, 3)))
    size = random.randint(1, 4)
    ends = sorted({number(random, 0, 3) for _ in range(size)})
    scores = sorted(number(random, 0, 2) for _ in ends)
    return Scale(
        random.choice([*ScaleKind]),
        random.choice([None, number(random, 0, 2)]),
        random.choice([Fraction(), floor]),
        random.choice([None, cap]),
        random.choice([None, tuple(zip(ends, scores, strict=True))]),
    )


def a_plan(random: Random) -> Plan:
    """Weights that sum to one exactly, thirds and sevenths among them."""
    parts = [random.randint(0, 9) for _ in range(random.randint(0, 4))] + [random.randint(1, 9)]
    components = tuple(
        Component(f"c{place}", Fraction(part, sum(parts)), rising_scale(random)) for place, part in enumerate(parts)
    )
    return Plan(
        random.choice([0, 1, random.randint(2, 20_000_000)]),
        random.choice([0, 1, random.randint(2, 20_000_000)]),
        components,
        random.choice([*Proration]),
        random.randint(0, 100_000),
    )


def a_fact(random: Random) -> Fact:
    measured = Measured(random.choice([None, Fraction(), number(random, 0, 200)]), number(random, -5, 300))
    return random.choice([None, measured, measured, Scored(number(random, -1, 2))])


def a_section(random: Random, place: int = 0) -> Section:
    plan = a_plan(random)
    facts: Mapping[str, Fact] = {component.code: a_fact(random) for component in plan.components}
    period = Period(Fraction(159), number(random, 0, 200), 20, random.randint(0, 23))
    return Section(plan, (period,), facts, number(random, 0, 20), place)


def a_month(random: Random) -> list[Section]:
    """Two sections that are not one: their bases differ."""
    first, second = a_section(random), a_section(random, 1)
    return [first, replace(second, plan=replace(second.plan, base=first.plan.base + 1))]


RANDOMS = st.randoms(use_true_random=False)
SCALES = RANDOMS.map(rising_scale)
SECTIONS = RANDOMS.map(a_section)
MONTHS = RANDOMS.map(a_month)
