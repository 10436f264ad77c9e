"""What of a run stands out is told by rule: against last month, and against the change of the others (Y5)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.domain.outliers import Mark, marks

# Everybody gets a tenth more: kopecks of last month and of this one.
USUAL = {person: (1_000_000 * person, 1_100_000 * person) for person in range(1, 8)}


def test_what_everybody_shares_is_no_outlier() -> None:
    assert marks(USUAL) == {}


@pytest.mark.parametrize(
    ("last", "now", "mark"),
    [
        (1_000_000, 1_200_000, None),  # a tenth from the usual tenth: just within
        (1_000_000, 1_200_001, Mark.RISE),
        (1_000_000, 1_000_000, None),
        (1_000_000, 999_999, Mark.FALL),
        (None, 1_000_000, Mark.FIRST),
        (0, 1_000_000, Mark.FIRST),
        (1_000_000, 0, Mark.NOTHING),
        (None, -5, Mark.NOTHING),
    ],
)
def test_a_change_stands_out_from_a_tenth_beyond_the_usual_one(last: int | None, now: int, mark: Mark | None) -> None:
    assert marks({**USUAL, 99: (last, now)}).get(99) == mark


def test_who_rises_by_less_than_everybody_else_falls_behind() -> None:
    # Three tenths are usual, and one tenth is two tenths less.
    risen = dict.fromkeys(range(5), (1000000, 1300000))
    assert marks({**risen, 9: (1_000_000, 1_100_000)}) == {9: Mark.FALL}


def test_where_all_changes_differ_only_three_times_the_usual_distance_stands_out() -> None:
    wide = {person: (1_000_000, 1_000_000 + 200_000 * step) for person, step in enumerate((-2, -1, 0, 1, 2))}
    assert marks(wide) == {}
    assert marks({**wide, 9: (1_000_000, 3_000_000)}) == {9: Mark.RISE}
    # Four are a tenth from the usual change, which is none: three tenths are ordinary, and a kopeck more is not.
    tenths = {person: (1_000_000, 1_000_000 + 100_000 * step) for person, step in enumerate((-1, -1, 0, 1, 1))}
    for beyond, found in ((0, {}), (1, {8: Mark.FALL, 9: Mark.RISE})):
        ends = {8: (1_000_000, 700_000 - beyond), 9: (1_000_000, 1_300_000 + beyond)}
        assert marks({**tenths, **ends}) == found


@settings(max_examples=30)
@given(
    st.dictionaries(st.integers(1, 50), st.tuples(st.none() | st.integers(0, 10**7), st.integers(-100, 10**7))),
    st.integers(2, 9),
)
def test_neither_the_order_nor_the_unit_of_money_changes_what_stands_out(
    totals: dict[int, tuple[int | None, int]], times: int
) -> None:
    found = marks(totals)
    assert marks(dict(reversed(totals.items()))) == found
    grown = {key: (None if last is None else last * times, now * times) for key, (last, now) in totals.items()}
    assert marks(grown) == found
