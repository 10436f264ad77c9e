"""Laws of the order of learning, of its days, and of the ramp of norm targets (L9)."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workload.domain.onboarding import Lesson, Step, in_order, packed
from workload.domain.planned import PlannedDay
from workload.domain.ramp import month_of_service, ramp_percent, target_minutes, target_of

LESSONS = st.lists(
    st.builds(
        Lesson,
        key=st.integers(1, 10_000),
        name=st.text(max_size=5),
        minutes=st.integers(0, 400),
        times=st.integers(0, 50),
        importance=st.integers(1, 5),
    ),
    max_size=15,
    unique_by=lambda lesson: lesson.key,
)


def lesson(key: int, minutes: int = 30, times: int = 1, importance: int = 3, name: str = "") -> Lesson:
    return Lesson(key, name or f"{key}", minutes, times, importance)


def test_what_is_done_most_and_matters_most_comes_first_and_equals_by_name():
    lessons = [lesson(1, times=4, importance=1), lesson(2, times=2, importance=5), lesson(3, times=1, importance=4),
               lesson(4, times=0, name="B"), lesson(5, times=0, name="a")]  # fmt: skip
    assert [one.key for one in in_order(lessons)] == [2, 1, 3, 5, 4]


def test_days_fill_up_and_what_is_longer_than_one_takes_several():
    steps = packed([lesson(1, 60), lesson(2, 60), lesson(3, 30), lesson(4, 250), lesson(5, 100), lesson(6, 20)], 120)
    assert [(step.key, step.day, step.days) for step in steps] == [
        (1, 1, 1), (2, 1, 1), (3, 2, 1), (4, 3, 3), (5, 5, 1), (6, 6, 1),
    ]  # fmt: skip
    with pytest.raises(ValueError):
        packed([], 0)


def loads_of(steps: list[Step], minutes: dict[int, int], budget: int) -> Counter[int]:
    """Minutes of each day, a day that is begun counted even with none."""
    loads: Counter[int] = Counter()
    for step in steps:
        left = minutes[step.key]
        for day in range(step.day, step.day + step.days):
            loads[day] += min(left, budget)
            left -= min(left, budget)
        assert left == 0
    return loads


@settings(max_examples=80)
@given(lessons=LESSONS, budget=st.integers(1, 240))
def test_every_lesson_has_its_day_in_order_and_no_day_is_too_full_or_left_early(lessons, budget):
    ordered = in_order(lessons)
    steps, minutes = packed(ordered, budget), {one.key: one.minutes for one in lessons}
    assert [step.key for step in steps] == [one.key for one in ordered]
    assert all((step.days > 1) == (minutes[step.key] > budget) for step in steps)
    loads = loads_of(steps, minutes, budget)
    assert all(spent <= budget for spent in loads.values())
    assert sorted(loads) == list(range(1, len(loads) + 1))
    for before, after in pairwise(steps):
        last = before.day + before.days - 1
        assert after.day in (last, last + 1)
        if after.day > last:
            assert loads[last] + minutes[after.key] > budget


@pytest.mark.parametrize(
    ("hired", "day", "month"),
    [
        ("2026-01-31", "2026-01-31", 1), ("2026-01-31", "2026-02-27", 1), ("2026-01-31", "2026-02-28", 2),
        ("2026-01-31", "2026-03-30", 2), ("2026-01-31", "2026-03-31", 3), ("2024-02-29", "2025-02-28", 13),
        ("2026-11-18", "2026-12-17", 1), ("2026-11-18", "2026-12-18", 2), ("2026-11-18", "2026-11-01", 1),
    ],
)  # fmt: skip
def test_months_of_service_begin_on_the_day_of_hire(hired, day, month):
    assert month_of_service(date.fromisoformat(hired), date.fromisoformat(day)) == month


@settings(max_examples=80)
@given(hired=st.dates(date(2000, 1, 1), date(2090, 1, 1)), later=st.integers(0, 2_000))
def test_months_of_service_grow_one_by_one(hired, later):
    day = hired + timedelta(days=later)
    now, then = month_of_service(hired, day), month_of_service(hired, day + timedelta(days=1))
    assert then - now in (0, 1)
    assert later // 31 + 1 <= now <= later // 28 + 1


def test_the_ramp_ends_at_its_last_value_and_targets_round_half_up():
    assert [ramp_percent((40, 60, 80, 100), month) for month in (1, 2, 4, 5, 99)] == [40, 60, 100, 100, 100]
    assert ramp_percent((), 3) == 100
    assert (target_minutes(9_600, 40), target_minutes(1, 50), target_minutes(0, 40)) == (3_840, 1, 0)


def test_a_target_takes_each_day_by_its_own_month_of_service():
    month = [
        PlannedDay(date(2026, 11, number), 1, 50 if number > 28 else 100, 480, False, (), 480, (), 0)
        for number in range(1, 31)
    ]
    # Hired on the 16th of October: 15 days of the first month, then 13 whole ones and 2 of half time of the second.
    assert target_of(month, date(2026, 10, 16), (40, 60)) == (15 * 480 * 40 + 13 * 480 * 60 + 480 * 60) // 100
    assert target_of(month, date(2026, 1, 1), ()) == 29 * 480
    assert target_of([], date(2026, 1, 1), (40,)) == 0
