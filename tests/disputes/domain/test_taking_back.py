"""What comes back is worth what was taken, whatever the policy of today (D4, D10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import Kind, PointPolicy
from disputes.domain.postings import Cause, Posting
from disputes.domain.settlement import settle
from disputes.domain.taking_back import Move, MoveKind, Share, shares_of

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


LOST, WON = Move(1, MoveKind.OUTCOME, -2, 70_00), Move(1, MoveKind.OUTCOME, 2, 70_00)


def story(outcome: Move, *points: int, mirrored_at: int | None = None) -> list[list[tuple[int, int | None]]]:
    """Shares of corrections of an outcome, and of its mirror where it stands among them."""
    kinds = [MoveKind.MIRROR if place == mirrored_at else MoveKind.CORRECTION for place in range(len(points))]
    moves = [Move(2 + place, kind, points[place], None) for place, kind in enumerate(kinds)]
    shares = shares_of([outcome, *moves])
    return [[(share.points, share.rate) for share in shares[move.number]] for move in moves]


@pytest.mark.parametrize(
    ("points", "shares"),
    [
        ([1], [[(1, 70_00)]]),
        ([1, 5], [[(1, 70_00)], [(1, 70_00), (4, None)]]),
        ([2, 1], [[(2, 70_00)], [(1, None)]]),
        ([-1], [[(-1, None)]]),  # it takes more, not back
        ([2, -1, 1], [[(2, 70_00)], [(-1, None)], [(1, 70_00)]]),
    ],
)
def test_a_correction_takes_back_no_more_than_was_posted(points: list[int], shares: list) -> None:
    assert story(LOST, *points) == shares
    assert story(WON, *(-one for one in points)) == [[(-one, rate) for one, rate in part] for part in shares]


@pytest.mark.parametrize(
    ("points", "mirrored_at", "shares"),
    [
        ([2], 0, [[(2, 70_00)]]),
        ([1, 2], 1, [[(1, 70_00)], [(1, 70_00), (1, 0)]]),  # one was given back before
        ([3, 2], 1, [[(2, 70_00), (1, None)], [(2, 0)]]),
        ([-1, 2], 1, [[(-1, None)], [(2, 70_00)]]),
        ([2, 1], 0, [[(2, 70_00)], [(1, None)]]),  # nothing stands that could be taken back
        ([2, 2, -3], 1, [[(2, 70_00)], [(2, 0)], [(-2, 0), (-1, None)]]),  # points of too much are evened out
    ],
)
def test_what_a_correction_gave_back_a_mirror_does_not_give_again(
    points: list[int], mirrored_at: int, shares: list
) -> None:
    assert story(LOST, *points, mirrored_at=mirrored_at) == shares


def test_another_outcome_is_taken_back_by_itself() -> None:
    again = [Move(3, MoveKind.MIRROR, 2), Move(4, MoveKind.OUTCOME, -1, 50_00), Move(5, MoveKind.CORRECTION, 1)]
    assert shares_of([LOST, Move(2, MoveKind.CORRECTION, 2), *again])[5] == [Share(1, 50_00)]
    late = [Move(4, MoveKind.OUTCOME, -1), Move(5, MoveKind.CORRECTION, -2)]
    assert shares_of([LOST, Move(2, MoveKind.CORRECTION, 1), again[0], *late])[5] == [Share(-1, 0), Share(-1, None)]


def test_what_no_settlement_has_counted_is_of_its_own_month() -> None:
    unsettled = Move(1, MoveKind.OUTCOME, -1)
    assert story(unsettled, 1, 1, -1, mirrored_at=1) == [[(1, None)], [(1, None)], [(-1, None)]]
    assert story(Move(1, MoveKind.CORRECTION, 3), -3) == [[(-3, None)]]


@given(POINTS, st.lists(POINTS, max_size=5), st.integers(0, 5))
def test_all_points_are_there_and_nothing_is_given_back_twice(settled: int, moved: list[int], place: int) -> None:
    points = [*moved[:place], -settled, *moved[place:]]
    outcome = Move(1, MoveKind.OUTCOME, settled, 70_00)
    told = story(outcome, *points, mirrored_at=min(place, len(moved)))
    assert [sum(one for one, _rate in part) for part in told] == points
    back = [one for part in told for one, rate in part if rate]
    assert all(one * settled < 0 for one in back)
    assert abs(settled) <= abs(sum(back)), "once it is mirrored nothing of it is kept"
    undone = sum(abs(one) for one in moved[:place] if one * settled > 0)
    assert abs(sum(back)) <= abs(settled) + undone
