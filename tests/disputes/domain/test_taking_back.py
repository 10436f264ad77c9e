"""What comes back is worth what was taken, whatever the policy of today (D4, D10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import Kind, PointPolicy
from disputes.domain.postings import Cause, Posting
from disputes.domain.settlement import settle
from disputes.domain.taking_back import Settled, corrected

CONTROLLER = 9
RICH = [Person(1, 10**7, 10**8), Person(2, 10**7, 10**8)]
POINTS = st.integers(-7, 7).filter(bool)


@pytest.mark.parametrize(
    ("kind", "silence_counts", "posting", "worth"),
    [
        (Kind.CIRCULATE, True, Posting(1, 2, 1), 100_00),
        (Kind.CIRCULATE, True, Posting(2, -2, 1, Cause.SILENCE), 100_00),
        (Kind.CIRCULATE, False, Posting(2, -2, 1, Cause.SILENCE), 0),
        (Kind.KITTY, True, Posting(1, 2, 1), 0),
        (Kind.KITTY, True, Posting(2, -2, 1), 100_00),
        (Kind.CONTROLLER, True, Posting(1, 2, CONTROLLER), 100_00),
        (Kind.CONTROLLER, True, Posting(CONTROLLER, -2, CONTROLLER), 0),
        (Kind.RATING, True, Posting(2, -2, 1), 0),
    ],
)
def test_a_point_stood_for_what_its_policy_said(kind: Kind, silence_counts: bool, posting: Posting, worth: int) -> None:
    policy = PointPolicy(kind, 100_00, silence_counts=silence_counts, controller=CONTROLLER)
    assert policy.worth_of_a_point(posting) == worth


def test_a_refund_comes_before_winners_and_the_controllers_fund() -> None:
    # 3 lost 200 to the controller's dispute; 2 is given back 150 first, 1 who won 100 shares the 50 left.
    hunted = PointPolicy(Kind.CONTROLLER, 100_00, controller=CONTROLLER)
    postings = [Posting(1, 1, 1), Posting(2, 1, 1, rate=150_00), Posting(3, -2, CONTROLLER)]
    month = settle(hunted, [*RICH, Person(3, 10**7, 10**8)], postings, 0)
    assert [line.amount for line in month.lines] == [50_00, 150_00, -200_00]
    assert (month.kitty, month.controller_fund, month.lines[0].limited_by) == (0, 0, "pool")


def test_what_takes_back_a_win_feeds_no_fund() -> None:
    hunted = PointPolicy(Kind.CONTROLLER, 100_00, controller=CONTROLLER)
    month = settle(hunted, RICH, [Posting(1, -1, CONTROLLER, rate=300_00), Posting(2, -1, CONTROLLER)])
    assert (month.kitty, month.controller_fund) == (300_00, 100_00)


def test_between_departments_it_comes_back_past_the_pool() -> None:
    month = settle(PointPolicy(Kind.KITTY, 100_00), RICH, [Posting(2, 1, 1, is_cross=True, rate=70_00)], 0)
    assert (month.lines[1].amount, month.kitty, month.cross_department) == (70_00, 0, -70_00)


def test_a_correction_takes_back_no_more_than_was_posted() -> None:
    two_lost, worth = Settled(-2, 70_00), {"rate": 70_00}
    assert corrected(Posting(1, 1, 1), two_lost, []) == [Posting(1, 1, 1, **worth)]
    assert corrected(Posting(1, 5, 1), two_lost, [1]) == [Posting(1, 1, 1, **worth), Posting(1, 4, 1)]
    assert corrected(Posting(1, 1, 1), two_lost, [2]) == [Posting(1, 1, 1)]
    assert corrected(Posting(1, -1, 1), two_lost, []) == [Posting(1, -1, 1)], "it takes more, not back"


@given(POINTS, POINTS, st.lists(POINTS, max_size=4))
def test_a_correction_is_all_there_and_never_gives_back_twice(points: int, settled: int, earlier: list[int]) -> None:
    parts = corrected(Posting(1, points, 1), Settled(settled, 70_00), earlier)
    assert sum(part.points for part in parts) == points
    back = sum(abs(part.points) for part in parts if part.rate is not None)
    assert back <= abs(settled) and back <= abs(points)
    assert not back or points * settled < 0
