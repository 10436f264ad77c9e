"""Erlang C against its own sums and a case from the books (R4)."""

from fractions import Fraction
from itertools import pairwise
from math import exp, factorial, isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.domain.erlang import BadQueue, Staffing, erlang_c

BOOK: dict[str, Any] = {"arrivals_per_hour": 200, "handle_minutes": 3, "agents": 14, "within_minutes": "0.3333"}


def queue(**change: Any) -> Staffing:
    asked = BOOK | change
    agents = asked.pop("agents")
    return erlang_c(agents=agents, **{name: Fraction(value) for name, value in asked.items()})


def test_two_hundred_calls_of_three_minutes_and_fourteen_people() -> None:
    # Ten people's work: 17.4 % wait, 88.8 % are answered in 20 seconds, 7.8 seconds on average, 71.4 % busy.
    found = queue()
    shares = (found.wait_probability, found.service_level, found.occupancy)
    assert [f"{share:.3f}" for share in shares] == ["0.174", "0.888", "0.714"]
    assert f"{float(found.mean_wait_minutes) * 60:.1f}" == "7.8"


@given(st.integers(1, 60), st.fractions(0, 1, max_denominator=50), st.fractions(0, 5, max_denominator=20))
def test_it_is_the_sum_of_the_books(agents: int, busy: Fraction, within: Fraction) -> None:
    load = float(agents * busy) * 0.99
    found = queue(arrivals_per_hour=agents * busy * Fraction("0.99") * 20, agents=agents, within_minutes=within)
    full = load**agents / factorial(agents) * agents / (agents - load)
    waiting = full / (sum(load**busy_ones / factorial(busy_ones) for busy_ones in range(agents)) + full)
    assert isclose(float(found.wait_probability), waiting, rel_tol=1e-9)
    assert isclose(float(found.service_level), 1 - waiting * exp(-(agents - load) * float(within) / 3), rel_tol=1e-9)
    assert isclose(float(found.mean_wait_minutes), waiting * 3 / (agents - load), rel_tol=1e-9)
    assert isclose(float(found.occupancy), load / agents, rel_tol=1e-9)


def test_one_more_person_never_makes_anybody_wait_longer() -> None:
    found = [queue(agents=agents) for agents in range(11, 40)]
    assert all(more.mean_wait_minutes < fewer.mean_wait_minutes for fewer, more in pairwise(found))
    assert all(more.service_level > fewer.service_level for fewer, more in pairwise(found))


def test_nobody_waits_where_nobody_comes_and_a_thousand_people_are_no_trouble() -> None:
    assert (queue(arrivals_per_hour=0).service_level, queue(arrivals_per_hour=0).wait_probability) == (1, 0)
    assert 0 < queue(arrivals_per_hour=19_600, agents=1_000).wait_probability < 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"agents": 10}, "agents: 10 people cannot keep up with work for 10: the queue"),
        ({"agents": 9}, "agents: 9 people cannot keep up"),
        ({"agents": 0}, "agents: 0 is not a number of people from 1 to 10000"),
        ({"agents": 10_001}, "agents: 10001 is not"),
        ({"handle_minutes": 0}, "handle_minutes: Handling takes some time"),
        ({"arrivals_per_hour": -1}, "arrivals_per_hour: This cannot be less"),
        ({"within_minutes": -1}, "within_minutes: This cannot be less"),
    ],
)
def test_a_queue_that_cannot_be_is_refused(change: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadQueue) as refused:
        queue(**change)
    assert str(refused.value).startswith(refusal)
