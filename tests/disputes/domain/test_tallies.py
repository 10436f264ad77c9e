"""Sums of disputes, their shares and averages; from where on a pattern is one."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from disputes.domain.patterns import loses_mostly, takes_no_side
from disputes.domain.tallies import SECONDS_A_DAY, Tally, percent_of, together
from disputes.domain.workflow import UNDECIDED
from disputes.domain.workflow import DisputeState as S

TALLIES = st.lists(st.builds(Tally, st.dictionaries(st.sampled_from(list(S)), st.integers(0, 9))), max_size=5)


def test_silence_is_a_share_of_those_decided_for_somebody() -> None:
    tally = Tally({S.DEFAULTED: 1, S.ACCEPTED: 2, S.WITHDRAWN: 5, S.LAPSED: 1, S.OPEN: 7})
    assert (tally.silent_percent, tally.decided, tally.undecided) == (33, 9, 7)
    assert Tally({S.WITHDRAWN: 2}).silent_percent is None


def test_times_are_averages_of_whom_they_concern() -> None:
    tally = Tally({S.ACCEPTED: 1, S.BOTH_WRONG: 2}, 3, 6 * SECONDS_A_DAY, 3 * SECONDS_A_DAY)
    assert (tally.days_to_answer, tally.days_to_decide) == (Fraction(2), Fraction(3, 2))
    assert (Tally().days_to_answer, Tally({S.DEFAULTED: 1}).days_to_decide) == (None, None)


@settings(max_examples=40)
@given(TALLIES)
def test_nothing_is_lost_in_a_sum(tallies: list[Tally]) -> None:
    whole = together(tallies)
    assert whole.decided == sum(tally.decided for tally in tallies)
    assert whole.decided + whole.undecided == sum(sum(tally.counts.values()) for tally in tallies)
    assert whole.undecided == sum(tally.counts.get(state, 0) for tally in tallies for state in UNDECIDED)


def test_half_a_percent_is_rounded_up() -> None:
    assert [percent_of(1, 200), percent_of(1, 201), percent_of(0, 0), percent_of(3, 3)] == [1, 0, None, 100]


def test_mostly_is_more_than_half_of_enough() -> None:
    assert [loses_mostly(3, 5), loses_mostly(3, 6), loses_mostly(4, 4)] == [True, False, False]
    assert [takes_no_side(3, 5), takes_no_side(3, 6), takes_no_side(4, 4)] == [True, False, False]
