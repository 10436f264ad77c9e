"""Who answers instead (L4): levels, chains, loops, and the laws that hold whatever people enter."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.domain.cover import CoverFacts, Level, resolve
from workload.domain.presence import HERE, Standing, State

OWNER, NAMED, SECOND, PROJECT, OPERATOR, DEPUTY, HEAD = range(1, 8)
AWAY, OFF = Standing(State.AWAY), Standing(State.OFF_SHIFT)
LEVELS = [(NAMED, "named"), (PROJECT, "project"), (OPERATOR, "operator"), (DEPUTY, "deputy"), (HEAD, "head")]


def absent(cover: int | None = None) -> Standing:
    return Standing(State.ABSENT, cover_id=cover)


def facts(standings: Mapping[int, Standing]) -> CoverFacts:
    return CoverFacts(standings, project_cover=PROJECT, operators=(OPERATOR,), deputies=(DEPUTY,), head=HEAD)


def test_an_owner_who_is_here_answers() -> None:
    answer = resolve(OWNER, facts({OWNER: HERE}))
    assert (answer.employee_id, answer.level, answer.trail) == (OWNER, "owner", ())


@pytest.mark.parametrize(("place", "expected"), list(enumerate(LEVELS)))
def test_each_level_answers_when_those_before_it_are_away(place: int, expected: tuple[int, str]) -> None:
    standings = {OWNER: absent(NAMED)} | {who: AWAY for who, _level in LEVELS[:place]}
    answer = resolve(OWNER, facts(standings))
    assert (answer.employee_id, answer.level) == expected
    assert [passed.employee_id for passed in answer.trail] == [OWNER, *(who for who, _level in LEVELS[:place])]
    assert answer.is_here


def test_a_cover_who_is_absent_is_followed_to_theirs() -> None:
    answer = resolve(OWNER, facts({OWNER: absent(NAMED), NAMED: absent(SECOND)}))
    assert (answer.employee_id, answer.level) == (SECOND, Level.NAMED)


def test_a_cover_in_a_meeting_names_nobody() -> None:
    assert resolve(OWNER, facts({OWNER: absent(NAMED), NAMED: AWAY})).employee_id == PROJECT


@pytest.mark.parametrize("covers", [{OWNER: NAMED, NAMED: OWNER}, {OWNER: NAMED, NAMED: SECOND, SECOND: NAMED}])
def test_a_loop_of_covers_goes_to_the_next_level_and_says_so(covers: dict[int, int]) -> None:
    answer = resolve(OWNER, facts({who: absent(cover) for who, cover in covers.items()}))
    assert (answer.employee_id, answer.level) == (PROJECT, "project")
    assert [passed.is_loop for passed in answer.trail].count(True) == 1


def test_two_operators_are_asked_in_order() -> None:
    known = CoverFacts({OWNER: AWAY, 20: OFF}, operators=(20, 21, 22))
    assert resolve(OWNER, known).employee_id == 21


def test_when_everybody_is_away_it_waits_for_the_head_and_says_so() -> None:
    answer = resolve(OWNER, facts(dict.fromkeys(range(1, 8), OFF)))
    assert (answer.employee_id, answer.level, answer.is_here) == (HEAD, "head", False)
    alone = resolve(OWNER, CoverFacts({OWNER: AWAY}))
    assert (alone.employee_id, alone.level, alone.is_here) == (OWNER, "owner", False)


PEOPLE = st.integers(1, 8)
STANDINGS = st.builds(Standing, st.sampled_from(State), cover_id=st.none() | PEOPLE)
FACTS = st.builds(
    CoverFacts,
    st.dictionaries(PEOPLE, STANDINGS),
    project_cover=st.none() | PEOPLE,
    operators=st.lists(PEOPLE, max_size=3).map(tuple),
    deputies=st.lists(PEOPLE, max_size=3).map(tuple),
    head=st.none() | PEOPLE,
)


@given(PEOPLE, FACTS)
def test_law_whoever_answers_is_here_unless_everybody_asked_is_away(owner: int, known: CoverFacts) -> None:
    answer = resolve(owner, known)
    assert answer.is_here == known.standing(answer.employee_id).is_here
    if not answer.is_here:
        levels = [*known.operators, *known.deputies, known.head, known.project_cover, owner]
        assert not any(known.standing(who).is_here for who in levels if who is not None)
        cover = known.standing(owner).cover_id
        assert cover is None or not known.standing(cover).is_here


@given(PEOPLE, FACTS)
def test_law_an_owner_who_is_here_always_answers(owner: int, known: CoverFacts) -> None:
    assert (resolve(owner, known).employee_id == owner) or not known.standing(owner).is_here


@given(PEOPLE, FACTS)
def test_law_the_same_facts_give_the_same_answer_and_a_trail_of_those_away(owner: int, known: CoverFacts) -> None:
    answer = resolve(owner, known)
    assert answer == resolve(owner, known)
    assert all(passed.is_loop or not passed.standing.is_here for passed in answer.trail)
    assert len(answer.trail) <= 2 * 9 + 3 + 3 + 2


@given(PEOPLE, FACTS, PEOPLE)
def test_law_who_comes_back_takes_work_from_nobody_before_them(owner: int, known: CoverFacts, back: int) -> None:
    """Somebody's return either gives them the answer or leaves it with whoever had it."""
    before = resolve(owner, known)
    after = resolve(owner, CoverFacts({**known.standings, back: HERE}, known.project_cover, known.operators,
                                      known.deputies, known.head))  # fmt: skip
    if before.is_here:
        assert after.employee_id in (before.employee_id, back)
