"""S5: which replies are looked at, of whom how many, and who looks."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disputes.domain.sampling import Level, Shares, Why, at_least, is_picked, level_of, place_of, share_of

HIRED = date(2026, 1, 12)
IDS = st.integers(min_value=1, max_value=2**62)


@settings(max_examples=60)
@given(IDS, st.integers(0, 100), st.integers(0, 100))
def test_a_larger_share_takes_what_a_smaller_one_takes(message_id, one, other):
    smaller, larger = sorted((one, other))
    assert not is_picked(message_id, smaller) or is_picked(message_id, larger)
    assert 0 <= place_of(message_id) < 10_000
    assert is_picked(message_id, 100)
    assert not is_picked(message_id, 0)


@settings(max_examples=12)
@given(st.integers(0, 2**40), st.sampled_from([1, 5, 20, 50, 90]))
def test_the_share_of_many_is_about_what_was_asked(first, percent):
    picked = sum(is_picked(message_id, percent) for message_id in range(first, first + 4_000))
    assert abs(picked - 40 * percent) <= 160  # five deviations of a half


@pytest.mark.parametrize(
    ("own", "after", "expected"),
    [
        (None, 0, (100, Why.NEWCOMER)),
        (None, 89, (100, Why.NEWCOMER)),
        (None, 90, (20, Why.SAMPLE)),
        (5, 0, (5, Why.SAMPLE)),
        (0, 400, (0, Why.SAMPLE)),
    ],
)
def test_whose_share(own, after, expected):
    assert share_of(Shares(), own, hired_on=HIRED, day=HIRED + timedelta(days=after)) == expected


def test_of_who_leads_nothing_below_what_is_usual():
    own, usual = Shares(0, 50, 0, 90), Shares(20, 100, 90, 20)
    assert at_least(own, usual) == at_least(usual, own) == Shares(20, 100, 90, 90)


def test_a_newcomer_is_looked_at_no_less_than_others():
    assert share_of(Shares(replies=60, newcomers=30), None, hired_on=HIRED, day=HIRED) == (60, Why.NEWCOMER)


def test_nobody_reviews_their_superior():
    assert level_of(heads=True, operates=True) is Level.UP
    assert level_of(heads=False, operates=True) is Level.HEAD
    assert level_of(heads=False, operates=False) is Level.OPERATOR
