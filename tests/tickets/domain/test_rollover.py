"""Prepaid minutes from month to month (C2): laws, boundaries and exact money."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.rollover import (
    Course,
    MonthHours,
    Terms,
    beyond_amount,
    months_between,
    months_of_project,
)
from workload.domain.months import month_after

START = date(2026, 1, 16)
MONTHS = list(months_between(START, date(2027, 12, 31)))
usage = st.lists(st.integers(-300, 1500), min_size=24, max_size=24)


def months(used: list[int], *, rollover: int, included: int = 600, ends_on: date | None = None) -> list[MonthHours]:
    terms = Terms(included, rollover, START, ends_on)
    [found] = months_of_project([Course(terms, dict(zip(MONTHS, used, strict=False)))], MONTHS[len(used) - 1])
    return found


def followed(
    first: Terms, second: Terms, used: tuple[dict[date, int], dict[date, int]], until: date
) -> tuple[list[MonthHours], list[MonthHours]]:
    one, other = months_of_project([Course(first, used[0]), Course(second, used[1])], until)
    return one, other


def figures(found: list[MonthHours]) -> list[tuple[int, int, int]]:
    return [(month.included, month.carried, month.used) for month in found]


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
    assert months_of_project([Course(Terms(600, 0, START))], date(2025, 12, 31)) == [[]]


NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
FIFTEENTH, SIXTEENTH = date(2026, 11, 15), date(2026, 11, 16)


@pytest.mark.parametrize(
    ("included", "rollover", "expected"),
    [
        # The same hours: given once; what the first has left of the month is the second's, and lives on as agreed.
        (600, (0, 0), ([(600, 0, 100), (0, 0, 0)], [(0, 500, 50), (600, 0, 0)])),
        (600, (1, 0), ([(600, 0, 100), (0, 0, 0)], [(0, 500, 50), (600, 450, 0)])),
        (600, (0, 1), ([(600, 0, 100), (0, 0, 0)], [(0, 500, 50), (600, 0, 0)])),
        # More: what it includes more is added, and lives on by its own terms.
        (900, (0, 1), ([(600, 0, 100), (0, 0, 0)], [(300, 500, 50), (900, 300, 0)])),
        # Fewer: the month keeps what was prepaid for it.
        (300, (0, 0), ([(600, 0, 100), (0, 0, 0)], [(0, 500, 50), (300, 0, 0)])),
    ],
)
def test_a_contract_that_follows_in_mid_month_neither_doubles_nor_loses(included, rollover, expected):
    first = Terms(600, rollover[0], date(2026, 11, 2), FIFTEENTH)
    second = Terms(included, rollover[1], SIXTEENTH)
    found = followed(first, second, ({NOVEMBER: 100}, {NOVEMBER: 50}), DECEMBER)
    assert (figures(found[0]), figures(found[1])) == expected


def test_what_is_kept_goes_to_the_contract_that_follows_and_expires_as_it_was_agreed():
    first = Terms(600, 2, date(2026, 10, 1), date(2026, 11, 30))
    one, other = followed(first, Terms(300, 0, DECEMBER), ({}, {DECEMBER: 400}), date(2027, 2, 1))
    assert figures(one) == [(600, 0, 0), (600, 600, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]
    # October's 600 pay for 400 and expire with December; November's 600 live until January.
    assert figures(other) == [(300, 1200, 400), (300, 600, 0), (300, 0, 0)]


def test_over_a_gap_the_first_keeps_them_until_the_second_begins():
    first = Terms(600, 3, date(2026, 10, 1), date(2026, 10, 31))
    one, other = followed(first, Terms(600, 0, date(2026, 12, 10)), ({DECEMBER: 100}, {}), DECEMBER)
    assert figures(one) == [(600, 0, 0), (0, 600, 0), (0, 600, 100)]
    assert figures(other) == [(600, 500, 0)]


def test_what_the_client_was_told_stays_so_and_is_what_is_carried():
    told = {NOVEMBER: MonthHours(NOVEMBER, 600, 0, 300)}
    [found] = months_of_project([Course(Terms(300, 1, NOVEMBER), {NOVEMBER: 290, DECEMBER: 10}, told)], DECEMBER)
    assert figures(found) == [(600, 0, 300), (300, 300, 10)]


TERMS = st.tuples(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 900), st.integers(0, 4))


@given(
    st.lists(TERMS, min_size=1, max_size=4, unique_by=lambda one: one[0]),
    st.booleans(),
    st.data(),
)
def test_no_month_is_given_twice_and_no_prepaid_minute_pays_for_two(contracts, is_ended, data):
    """A month includes what the largest of its contracts does, and no more is covered."""
    contracts.sort()
    until = date(2027, 3, 1)
    ends = [start - timedelta(days=1) for start, *_more in contracts[1:]]
    ends.append(date(2027, 1, 10) if is_ended else None)
    chain = []
    for (start, included, rollover), end in zip(contracts, ends, strict=True):
        months = list(months_between(start, end or until))
        used = {month: data.draw(st.integers(-100, 1200)) for month in months}
        chain.append(Course(Terms(included, rollover, start, end), used))
    found = [hours for course in months_of_project(chain, until) for hours in course]
    for month in months_between(contracts[0][0], until):
        holding = [
            each.terms.included
            for each in chain
            if each.has_begun(month) and (each.terms.ends_on is None or month <= each.terms.ends_on)
        ]
        assert sum(each.included for each in found if each.month == month) == max(holding, default=0)
    assert sum(max(0, each.used) - each.beyond for each in found) <= sum(each.included for each in found)
    assert all(each.carried >= 0 and each.included >= 0 for each in found)


@given(st.lists(st.integers(-100, 900), min_size=3, max_size=12), st.integers(0, 600), st.integers(0, 3), st.data())
def test_renewing_a_contract_on_the_same_terms_changes_no_month(used, included, rollover, data):
    """One contract, or two pieces of it that meet on any day: what a month includes and goes beyond is alike."""
    months = MONTHS[: len(used)]
    until = months[-1]
    whole = Course(Terms(included, rollover, START), dict(zip(months, used, strict=True)))
    [as_one] = months_of_project([whole], until)
    cut = data.draw(st.dates(START + timedelta(days=1), until + timedelta(days=20)))
    own = {month: minutes for month, minutes in whole.used.items() if month < cut.replace(day=1)}
    later = {month: minutes for month, minutes in whole.used.items() if month >= cut.replace(day=1)}
    first = Terms(included, rollover, START, cut - timedelta(days=1))
    one, other = followed(first, Terms(included, rollover, cut), (own, later), until)
    for month in as_one:
        parts = [each for each in (*one, *other) if each.month == month.month]
        assert sum(each.included for each in parts) == month.included
        assert sum(each.beyond for each in parts) == month.beyond


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
