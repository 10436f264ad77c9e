"""Norm and billable minutes (W5, W6)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.work import Minutes, Norm, minutes_of


@pytest.mark.parametrize(
    ("actual", "quantity", "norm", "expected"),
    [
        (1, "1", Norm(15, is_billable=True, free_minutes=5), Minutes(1, 15, 0)),
        (5, "1", Norm(15, is_billable=True, free_minutes=5), Minutes(5, 15, 0)),
        (6, "1", Norm(15, is_billable=True, free_minutes=5), Minutes(6, 15, 6)),
        (60, "2", Norm(15, is_billable=False, free_minutes=0), Minutes(60, 30, 0)),
        (1, "0.5", Norm(15, is_billable=True, free_minutes=0), Minutes(1, 8, 1)),
        (1, "0.1", Norm(4, is_billable=True, free_minutes=0), Minutes(1, 0, 1)),
        (9, "3", Norm(None, is_billable=True, free_minutes=5), Minutes(9, 0, 9)),
    ],
)
def test_in_figures(actual: int, quantity: str, norm: Norm, expected: Minutes) -> None:
    assert minutes_of(actual=actual, quantity=Decimal(quantity), norm=norm) == expected


@given(
    st.integers(1, 1440),
    st.decimals("0.01", 1000, places=2),
    st.builds(Norm, st.none() | st.integers(1, 600), st.booleans(), st.integers(0, 60)),
)
def test_the_client_pays_what_was_spent_or_nothing(actual: int, quantity: Decimal, norm: Norm) -> None:
    minutes = minutes_of(actual=actual, quantity=quantity, norm=norm)
    assert minutes.actual == actual
    assert minutes.billable in (0, actual)
    assert abs(minutes.norm - (norm.minutes or 0) * quantity) <= Decimal("0.5")


@given(st.integers(1, 600), st.integers(1, 50))
def test_the_norm_grows_with_the_quantity(norm: int, quantity: int) -> None:
    one = Norm(norm, is_billable=True, free_minutes=5)
    assert minutes_of(actual=1, quantity=Decimal(quantity), norm=one).norm == norm * quantity
