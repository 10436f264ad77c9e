"""What holds for every plan and every month (Y1, Y3)."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.domain.facts import Fact, Measured, Scored
from payroll.domain.members import summed
from payroll.domain.payslip import payslip
from payroll.domain.plans import BadPlan, Component, Plan
from payroll.domain.sections import Section
from payroll.domain.spans import Found
from payroll.domain.worked_off import digest_of_run
from tests.payroll.domain.random_months import MONTHS, SECTIONS

SHARES = st.fractions(0, 1, max_denominator=7)


def exact_variable(month: list[Section]) -> Fraction:
    """variable × presence × Σ weight × score of the sections as they are, by the formula of Y1 and nothing else."""
    excess = max(Fraction(1), sum((section.share for section in month), Fraction()))
    total = Fraction()
    for section in month:
        scores = [
            (component.weight, fact.score(component.scale))
            for component in section.plan.components
            if (fact := section.facts[component.code]) is not None
        ]
        weights = sum((weight for weight, score in scores if score is not None), Fraction())
        if weights:
            points = sum((weight * score for weight, score in scores if score is not None), Fraction())
            total += section.plan.variable * section.share / excess * points / weights
    return total


@given(MONTHS, st.integers(-20_000_000, 20_000_000))
def test_lines_sum_to_the_total_and_groups_to_their_exact_sum_rounded_once(month: list[Section], settled: int) -> None:
    slip = payslip(month, settled)
    codes = {component.code for section in month for component in section.plan.components}
    assert slip.total == sum(line.amount for line in slip.lines)
    assert slip.variable == sum(line.amount for line in slip.lines if line.code in codes)
    assert abs(slip.variable - exact_variable(month)) <= Fraction(1, 2)
    assert all(line.amount >= 0 for line in slip.lines if line.code != "settlement")
    assert slip.total >= sum(line.amount for line in slip.lines if line.code in ("base", "offers"))


@given(MONTHS, st.fractions(0, 100, max_denominator=3))
def test_more_attainment_never_pays_less(month: list[Section], more: Fraction) -> None:
    def raised(fact: Fact) -> Fact:
        if isinstance(fact, Measured):
            return replace(fact, fact=fact.fact + more)
        return None if fact is None else Scored(fact.given + more)

    better = [replace(section, facts={code: raised(fact) for code, fact in section.facts.items()}) for section in month]
    assert payslip(better).total >= payslip(month).total


@given(SECTIONS, SHARES, SHARES)
def test_splitting_a_month_between_equal_terms_changes_nothing(
    whole: Section, of_hours: Fraction, of_facts: Fraction
) -> None:
    days = whole.periods[0].worked_days
    before = _part(whole, of_hours, days // 2, of_facts, place=0)
    after = _part(whole, 1 - of_hours, days - days // 2, 1 - of_facts, place=1)
    assert payslip([before, after]) == payslip([whole])


def _part(whole: Section, of_hours: Fraction, days: int, of_facts: Fraction, *, place: int) -> Section:
    """A part of a month: its hours and days, its part of targets and facts, the same scores."""
    period = whole.periods[0]

    def cut(fact: Fact) -> Fact:
        if not isinstance(fact, Measured):
            return fact
        return Measured(None if fact.target is None else fact.target * of_facts, fact.fact * of_facts)

    return Section(
        whole.plan,
        (replace(period, worked_hours=period.worked_hours * of_hours, worked_days=days),),
        {code: cut(fact) for code, fact in whole.facts.items()},
        whole.offer_points * of_facts,
        place,
    )


@given(st.lists(st.integers(0, 30), min_size=1, max_size=5), st.integers(1, 30))
def test_weights_that_do_not_sum_to_a_hundred_percent_are_refused(parts: list[int], whole: int) -> None:
    components = tuple(Component(f"c{place}", Fraction(part, whole)) for place, part in enumerate(parts))
    if sum(parts) == whole:
        assert Plan(1, 1, components).components == components
        return
    with pytest.raises(BadPlan) as refused:
        Plan(1, 1, components)
    assert refused.value.field.startswith("components")


@settings(max_examples=10)
@given(st.lists(MONTHS, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(months: list[list[Section]], random: Random) -> None:
    """Of a run: everybody's pay, its digest, and what a department reached together."""
    people = list(enumerate(months))
    turned = random.sample(people, len(people))
    slips = {person: payslip(month) for person, month in people}
    assert {person: payslip(month) for person, month in turned} == slips

    def digest(order: list[tuple[int, list[Section]]]) -> str:
        return digest_of_run((person, repr(slips[person].lines), str(slips[person].total)) for person, _month in order)

    def reached(order: list[tuple[int, list[Section]]]) -> object:
        return summed(
            [(person, Found({"target": str(person), "fact": str(slips[person].total)})) for person, _ in order]
        )[0]

    assert digest(turned) == digest(people)
    assert reached(turned) == reached(people)


@given(MONTHS)
def test_the_order_of_sections_and_components_changes_no_total(month: list[Section]) -> None:
    turned = [
        replace(section, plan=replace(section.plan, components=section.plan.components[::-1]))
        for section in reversed(month)
    ]
    assert payslip(turned).total == payslip(month).total
