"""Who judges (D3): 1 is the initiator, 2 the respondent, 3 their manager, 5 the next one up, 7 the director."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.domain.arbiter import ArbiterFacts, Bar, Because, Choice, Level, PassedOver, choose_arbiter

LEVELS = (Level(3), Level(5), Level(7))
EMPLOYEES = st.integers(1, 8)
GROUPS = st.frozensets(EMPLOYEES, max_size=4)
FACTS = st.builds(
    ArbiterFacts,
    EMPLOYEES,
    EMPLOYEES,
    st.lists(st.builds(Level, EMPLOYEES, st.lists(EMPLOYEES, max_size=2)), max_size=3),
    st.none() | EMPLOYEES,
    st.none() | EMPLOYEES,
    GROUPS,
    GROUPS,
    GROUPS,
)


def choice(initiator: int = 1, respondent: int = 2, **facts: Any) -> Choice:
    return choose_arbiter(ArbiterFacts(initiator, respondent, **{"levels": LEVELS, "director": 7, **facts}))


def test_the_respondents_manager() -> None:
    assert choice() == Choice(3, Because.MANAGER, level=0)


@pytest.mark.parametrize(
    ("facts", "bar"),
    [
        ({"initiator": 3}, Bar.INITIATOR),
        ({"left": frozenset({3})}, Bar.LEFT),
        ({"absent": frozenset({3})}, Bar.ABSENT),
        ({"controllers": frozenset({3})}, Bar.CONTROLLER),
    ],
)
def test_else_the_acting_deputy(facts: dict[str, Any], bar: Bar) -> None:
    levels = (Level(3, [4]), Level(5))
    passed = (PassedOver(3, Because.MANAGER, bar),)
    assert choice(levels=levels, **facts) == Choice(4, Because.DEPUTY, instead_of=3, level=0, passed=passed)


def test_else_one_level_up() -> None:
    found = choice(initiator=4, levels=(Level(3, [4, 2]), Level(5)), absent=frozenset({3}))
    assert (found.arbiter, found.because, found.level) == (5, Because.LEVEL_UP, 1)
    assert [passed.bar for passed in found.passed] == [Bar.ABSENT, Bar.INITIATOR, Bar.RESPONDENT]


@pytest.mark.parametrize("levels", [LEVELS, LEVELS[:2]])
def test_at_last_the_director(levels: tuple[Level, ...]) -> None:
    found = choice(initiator=5, levels=levels, absent=frozenset({3}))
    assert (found.arbiter, found.because) == (7, Because.DIRECTOR)


def test_with_the_director_a_party_the_named_substitute() -> None:
    found = choice(respondent=7, levels=(), substitute=8)
    assert found == Choice(
        8, Because.SUBSTITUTE, instead_of=7, passed=(PassedOver(7, Because.DIRECTOR, Bar.RESPONDENT),)
    )


def test_without_a_substitute_nobody_judges_and_everybody_asked_is_named_once() -> None:
    found = choice(initiator=7, absent=frozenset({3, 5}))
    assert (found.arbiter, found.because) == (None, None)
    assert [(passed.employee, passed.bar) for passed in found.passed] == [
        (3, Bar.ABSENT),
        (5, Bar.ABSENT),
        (7, Bar.INITIATOR),
    ]
    assert choice(levels=(), director=None) == Choice(None)


@given(FACTS)
def test_whoever_judges_may_and_whoever_was_passed_over_may_not(facts: ArbiterFacts) -> None:
    found = choose_arbiter(facts)
    asked = [employee for level in facts.levels for employee in (level.manager, *level.deputies)]
    asked += [last for last in (facts.director, facts.substitute) if last is not None]
    assert found.arbiter == next((employee for employee in asked if facts.bar(employee) is None), None)
    assert all(facts.bar(passed.employee) == passed.bar for passed in found.passed)
