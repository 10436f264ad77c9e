"""The race of a month: places, ties, and who has moved."""

from hypothesis import given, settings
from hypothesis import strategies as st

from disputes.domain.race import Score, race

SCORES = st.lists(
    st.builds(Score, st.integers(1, 9), st.integers(0, 4), st.integers(0, 4), st.integers(-3, 3)),
    unique_by=lambda score: score.employee,
    max_size=8,
)


def test_equal_sums_share_a_place_and_the_next_one_is_left_out() -> None:
    found = race([Score(1, 1, 0), Score(2, 3, 1), Score(3, 2, 0), Score(4, 0, 3)])
    assert [(runner.score.employee, runner.place) for runner in found] == [(2, 1), (3, 1), (1, 3), (4, 4)]
    assert [runner.moved for runner in found] == [None] * 4


def test_who_has_moved_since_a_week_ago() -> None:
    found = race([Score(1, 3, 0, before=-1), Score(2, 1, 0, before=1), Score(3, before=0)])
    assert [(runner.score.employee, runner.moved, runner.dropped) for runner in found] == [
        (1, 2, 0), (2, -1, 1), (3, -1, 1),
    ]  # fmt: skip


@settings(max_examples=60)
@given(SCORES)
def test_nobody_stands_before_who_has_more(scores: list[Score]) -> None:
    found = race(scores)
    assert sorted(runner.score.employee for runner in found) == sorted(score.employee for score in scores)
    for one in found:
        assert one.place == 1 + sum(other.score.net > one.score.net for other in found)
        if one.moved is not None:
            assert one.place + one.moved == 1 + sum(other.score.before > one.score.before for other in found)
