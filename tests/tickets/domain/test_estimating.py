"""Minutes of an estimate, and its way to being agreed (W2)."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.estimating import Step, first_step, is_sensible, step_after, three_points, way_of, with_risk

MINUTES = st.integers(1, 59_999)


@pytest.mark.parametrize(
    ("points", "minutes"), [((60, 60, 60), 60), ((60, 90, 180), 100), ((1, 1, 1), 5), ((30, 61, 61), 60)]
)
def test_pert_in_figures(points: tuple[int, int, int], minutes: int) -> None:
    optimistic, likely, pessimistic = points
    assert three_points(optimistic=optimistic, likely=likely, pessimistic=pessimistic) == minutes


@pytest.mark.parametrize(
    ("likely", "risk", "minutes"), [(120, 0, 120), (120, 20, 145), (100, 25, 125), (1, 0, 5), (101, 0, 105)]
)
def test_risk_in_figures(likely: int, risk: int, minutes: int) -> None:
    assert with_risk(likely=likely, risk_percent=risk) == minutes


@given(st.lists(MINUTES, min_size=3, max_size=3).map(sorted))
def test_pert_is_rounded_up_by_less_than_five(points: list[int]) -> None:
    optimistic, likely, pessimistic = points
    minutes = three_points(optimistic=optimistic, likely=likely, pessimistic=pessimistic)
    assert minutes % 5 == 0
    assert 0 <= minutes - Fraction(optimistic + 4 * likely + pessimistic, 6) < 5
    assert optimistic <= minutes < pessimistic + 5


@given(MINUTES, st.integers(0, 300))
def test_risk_never_shortens(likely: int, risk: int) -> None:
    minutes = with_risk(likely=likely, risk_percent=risk)
    assert minutes % 5 == 0
    assert 0 <= minutes - Fraction(likely * (100 + risk), 100) < 5


@pytest.mark.parametrize(("minutes", "sensible"), [(0, False), (1, True), (59_999, True), (60_000, False), (-5, False)])
def test_nothing_and_a_thousand_hours_are_no_estimate(minutes: int, sensible: bool) -> None:
    assert is_sensible(minutes) is sensible


@pytest.mark.parametrize(
    ("has_mentor", "minutes", "way"),
    [
        (False, 30, (Step.MANAGER, Step.APPROVED)),
        (False, 31, (Step.MANAGER, Step.CLIENT, Step.APPROVED)),
        (True, 30, (Step.MENTOR, Step.MANAGER, Step.APPROVED)),
        (True, 31, (Step.MENTOR, Step.MANAGER, Step.CLIENT, Step.APPROVED)),
    ],
)
def test_who_confirms_in_turn(has_mentor: bool, minutes: int, way: tuple[Step, ...]) -> None:
    assert way_of(has_mentor=has_mentor, minutes=minutes, threshold=30) == way


@given(st.booleans(), MINUTES, st.integers(0, 600))
def test_every_way_passes_the_manager_and_ends(has_mentor: bool, minutes: int, threshold: int) -> None:
    way = way_of(has_mentor=has_mentor, minutes=minutes, threshold=threshold)
    assert way[0] is first_step(has_mentor=has_mentor)
    assert Step.MANAGER in way
    assert way[-1] is Step.APPROVED
    assert (Step.CLIENT in way) is (minutes > threshold)
    for step, following in pairwise(way):
        assert step_after(step, minutes=minutes, threshold=threshold) is following
