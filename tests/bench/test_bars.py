"""Which bars a subject misses, and how the table tells it."""

from itertools import repeat

import pytest
from django.db import connection

from bench.counting import server_time
from bench.measuring import Figures
from bench.results import missed, table
from bench.subjects import Ask, Subject

FLOOR = Figures("floor", times=[10.0] * 20, database=2.0, server=1.0, statements=3, size=9_000, a_second=80)


def subject(**bars: float) -> Subject:
    return Subject("queue", repeat(Ask("/queue/", {})), **bars)


def figures(**over: object) -> Figures:
    fields = {"times": [20.0] * 20, "database": 9.0, "server": 3.0, "statements": 8, "size": 60 * 1024, "a_second": 40}
    return Figures("queue", **{**fields, **over})


BARS = {"most_times_floor": 2, "most_statements": 8, "most_database_ms": 3}


def test_exactly_at_the_bar_is_held():
    assert missed(subject(**BARS), figures(), FLOOR) == []


@pytest.mark.parametrize(
    ("over", "word"),
    [
        ({"times": [20.1] * 20}, "median over 2× the floor's"),
        ({"times": [10.0] * 18 + [30.0] * 2}, "p95 over 2× the floor's"),
        ({"statements": 9}, "over 8 statements"),
        ({"server": 3.1}, "database over 3 ms"),
        ({"size": 60 * 1024 + 1}, "over 60 KB"),
    ],
)
def test_a_bar_that_is_missed_is_named(over, word):
    assert word in missed(subject(**BARS), figures(**over), FLOOR)


def test_figures_of_an_older_run_have_no_server_time():
    old = figures().summary() | {"missed": []}
    del old["server"]
    assert " | 9.0 | – | 8 | " in table([FLOOR.summary() | {"missed": []}, old])[-1]


@pytest.mark.django_db
def test_the_servers_own_time_is_counted_and_then_no_more():
    with server_time() as clock, connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.02)")
    assert 20 <= clock.milliseconds < 1_000
    told = clock.milliseconds
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.01)")
        cursor.execute("SHOW log_duration")
        assert cursor.fetchone() == ("off",)
    assert clock.milliseconds == told


def test_what_has_no_bar_is_never_missed():
    assert missed(subject(), figures(times=[900.0] * 20, statements=200), FLOOR) == []


def test_the_table_tells_ratios_to_the_floor():
    rows = [FLOOR.summary() | {"missed": []}, figures(cpu=7.0).summary() | {"missed": ["over 8 statements"]}]
    line = table(rows)[-1]
    assert (
        line
        == "| queue | 20.0 | 20.0 | 20.0 | 2.00 | 2.00 | 2.00 | 7.0 | 9.0 | 3.0 | 8 | 60 | 40.0 | over 8 statements |"
    )
