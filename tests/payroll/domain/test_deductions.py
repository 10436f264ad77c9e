"""What is turned back never takes more than a fifth of a payment (Labour Code 138)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.domain.deductions import borne


def test_a_fifth_to_the_kopeck_is_still_taken() -> None:
    # 400.00 and 100.00 more are 500.00, of which 100.00 are a fifth; of 499.99 it is 99.99.
    assert borne(400_00, [-100_00, 100_00]) == [0, 1]
    assert borne(400_00, [-100_01, 100_00]) == [1]
    assert borne(499_99, [-100_00, -99_99]) == [1]
    assert borne(-10_00, [-1]) == []


@settings(max_examples=40)
@given(st.integers(-100, 1000), st.lists(st.integers(-150, 150).filter(bool), max_size=6))
def test_what_is_taken_stays_within_a_fifth_and_every_plus_is_paid(payment: int, amounts: list[int]) -> None:
    kept = borne(payment, amounts)
    added = sum(amount for amount in amounts if amount > 0)
    taken = -sum(amounts[place] for place in kept if amounts[place] < 0)
    assert 0 <= 5 * taken <= max(payment + added, 0)
    assert {place for place, amount in enumerate(amounts) if amount > 0} <= set(kept)
    # What is left out is more than what is left of the fifth.
    left_out = [-amount for place, amount in enumerate(amounts) if place not in kept]
    assert all(amount > (max(payment + added, 0) // 5) - taken for amount in left_out)
