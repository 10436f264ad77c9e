"""The order of two tasks (W1)."""

from hypothesis import example, given
from hypothesis import strategies as st

from tickets.domain.task_order import LAST, ranked

ranks = st.integers(0, LAST)


@given(ranks, ranks)
def test_the_first_stands_before_the_second_and_both_stay_in_range(first: int, second: int) -> None:
    before, after = ranked(first, second)
    assert 0 <= before < after <= LAST


@given(ranks, ranks)
@example(LAST, 0)
def test_what_is_in_order_stays_and_at_most_one_moves(first: int, second: int) -> None:
    before, after = ranked(first, second)
    assert (before, after) == (first, second) or first >= second
    nothing_can_stay = (first, second) == (LAST, 0)
    assert before == first or after == second or nothing_can_stay
    assert ranked(before, after) == (before, after)
