"""Prepaid minutes from month to month (C2): laws, boundaries and exact money."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.rollover import (
    MonthHours,
    Terms,
    beyond_amount,
    month_after,
    months_between,
    months_of_contract,
)

START = date(2026, 1, 16)
MONTHS = list(months_between(START, date(2027, 12, 31)))
usage = st.lists(st.integers(-300, 1500), min_size=24, max_size=24)


def months(used: list[int], *, rollover: int, included: int = 600, ends_on: date | None = None) -> list[MonthHours]:
    terms = Terms(included, rollover, START, ends_on)
    return months_of_contract(terms, dict(zip(MONTHS, used, strict=False)), MONTHS[len(used) - 1])


def carried(used: list[int], *, rollover: int) -> list[int]:
    return [month.carried for month in months(used, rollover=rollover)]


@pytest.mark.parametrize(
    ("used", "rollover", "expected"),
    [
        ([0, 0, 0], 0, [0, 0, 0]),
        ([600, 600, 600], 3, [0, 0, 0]),
        ([100, 0, 0, 0], 1, [0, 500, 600, 600]),
        ([100, 0, 0, 0], 2, [0, 500, 1100, 1200]),
        # The oldest goes first: of 500 and 600, 550 takes all of January's, and what is left of February's lives on.
        ([100, 0, 550, 0], 2, [0, 500, 1100, 1150]),
        ([700, 0], 1, [0, 0]),
        ([-60, 0], 1, [0, 600]),
    ],
)
def test_what_is_carried(used, rollover, expected):
    assert carried(used, rollover=rollover) == expected


def test_beyond_is_what_neither_the_month_nor_the_past_covers():
    found = months([100, 1099, 1, 1101], rollover=1)
    assert [(month.available, month.beyond) for month in found] == [(600, 0), (1100, 0), (601, 0), (1200, 0)]
    assert [month.beyond for month in months([601, 600, 0, 1201], rollover=0)] == [1, 0, 0, 601]


def test_a_month_that_is_cut_by_the_contract_has_its_whole_hours():
    found = months([0, 0, 0], rollover=0, ends_on=date(2026, 2, 2))
    assert [month.included for month in found] == [600, 600, 0]
    assert found[0].month == date(2026, 1, 1)


def test_after_the_end_only_what_is_left_can_be_used():
    found = months([0, 0, 0, 300], rollover=2, ends_on=date(2026, 2, 28))
    assert [(month.included, month.carried, month.beyond) for month in found] == [
        (600, 0, 0),
        (600, 600, 0),
        (0, 1200, 0),
        (0, 600, 0),
    ]


def test_before_its_first_month_a_contract_has_none():
    assert months_of_contract(Terms(600, 0, START), {}, date(2025, 12, 31)) == []


@given(usage, st.integers(0, 12), st.integers(0, 1200))
def test_never_more_is_carried_than_the_months_before_left_unused(used, rollover, included):
    found = months(used, rollover=rollover, included=included)
    for index, month in enumerate(found):
        before = found[max(0, index - rollover) : index]
        unused = sum(min(each.included, max(0, each.available - each.used)) for each in before)
        assert 0 <= month.carried <= unused
        assert month.carried <= included * rollover


@given(usage, st.integers(0, 12), st.integers(0, 1200))
def test_every_minute_is_prepaid_once_or_beyond(used, rollover, included):
    """Beyond is used over included and carried, and no prepaid minute pays for two."""
    found = months(used, rollover=rollover, included=included)
    covered = sum(max(0, month.used) - month.beyond for month in found)
    assert covered <= sum(month.included for month in found)
    assert all(month.beyond == max(0, month.used - month.included - month.carried) for month in found)


@given(usage, st.integers(0, 11), st.integers(0, 1200))
def test_a_longer_rollover_never_costs_more(used, rollover, included):
    shorter = months(used, rollover=rollover, included=included)
    longer = months(used, rollover=rollover + 1, included=included)
    assert sum(month.beyond for month in longer) <= sum(month.beyond for month in shorter)


@given(st.integers(0, 100_000), st.decimals(0, 99_999, places=2))
def test_money_is_exact_by_the_minute_and_half_up(minutes, rate):
    exact = Fraction(rate) * minutes / 60 * 100
    rounded = int(exact + Fraction(1, 2))
    assert beyond_amount(minutes, rate) == Decimal(rounded) / 100


@pytest.mark.parametrize(
    ("minutes", "rate", "amount"),
    [(90, "2500.00", "3750.00"), (1, "0.30", "0.01"), (1, "0.29", "0.00"), (7, "2500.00", "291.67"), (0, "1", "0.00")],
)
def test_amounts(minutes, rate, amount):
    assert beyond_amount(minutes, Decimal(rate)) == Decimal(amount)
    assert beyond_amount(minutes, Decimal(rate)) == Decimal(rate).__mul__(minutes).__truediv__(60).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )


def test_months_are_counted_over_years():
    assert month_after(date(2026, 12, 31)) == date(2027, 1, 1)
    assert month_after(date(2026, 1, 31), -1) == date(2025, 12, 1)
