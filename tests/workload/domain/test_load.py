"""Demand spread over capacity (L7)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings

from tests.workload.domain.desks import FULL, MONDAY, TODAY, a_plan, due, pieces, plans
from workload.domain.load import Piece, Plan, Room, Tone, WeekLoad, allotted, day_due, free_before, spread
from workload.domain.policies import STANDARD


def test_work_is_spread_evenly_until_its_deadline_and_the_inflow_comes_first() -> None:
    plan = a_plan(inflow=600)
    load = spread(plan, [Piece("a", 1_200, due(9))])
    assert [week.capacity for week in load.weeks] == [1_440, 2_400, 2_400, 2_400]
    assert [week.inflow for week in load.weeks] == [360, 600, 600, 600]
    assert load.parts["a"] == (450, 750, 0, 0)
    assert [week.percent for week in load.weeks] == [56, 56, 25, 25]


def test_what_does_not_fit_is_late_where_it_is_due() -> None:
    load = spread(a_plan(), [Piece("a", 1_000, due(1)), Piece("b", 100, due(2))])
    assert (load.late, load.worst) == ({"a": 40}, 0)
    first = load.weeks[0]
    assert (first.tasks, first.late, first.spare, first.tone(STANDARD)) == (1_060, 40, 340, Tone.OVER)
    assert load.is_over(STANDARD)


def test_what_is_overdue_is_wanted_within_a_week() -> None:
    load = spread(a_plan(), [Piece("a", 3_000, due(-20))])
    assert load.parts["a"] == (1_440, 960, 0, 0)
    assert load.late == {"a": 600}
    assert [week.late for week in load.weeks] == [600, 0, 0, 0]


def test_a_deadline_before_noon_leaves_nothing_of_its_day() -> None:
    noon = datetime.combine(due(3), time(12))
    assert day_due(noon, TODAY) == due(3)
    assert [day_due(noon - timedelta(hours=hours), TODAY) for hours in (1, 12)] == [due(2)] * 2
    assert day_due(noon - timedelta(hours=1), due(3)) == due(3)


def test_work_due_after_the_last_week_takes_its_part_and_work_without_a_deadline_what_is_left() -> None:
    load = spread(a_plan(), [Piece("far", 800, MONDAY + timedelta(days=55)), Piece("some day", 99_000)])
    assert sum(load.parts["far"]) == 400
    assert [week.spare for week in load.weeks] == [0, 0, 0, 0]
    assert load.late == {}


def test_tones() -> None:
    week = WeekLoad(MONDAY, 100, 0, 59, 0)
    assert [WeekLoad(MONDAY, 100, inflow, 59, 0).tone(STANDARD) for inflow in (0, 1, 51, 52)] == [
        Tone.IDLE, Tone.FINE, Tone.FINE, Tone.OVER,
    ]  # fmt: skip
    assert (week.over, week.spare) == (0, 41)
    assert [WeekLoad(MONDAY, 0, 0, 0, late).tone(STANDARD) for late in (0, 1)] == [Tone.NONE, Tone.OVER]


def test_an_absence_takes_its_part_of_the_inflow_and_nobody_planned_has_none() -> None:
    assert Room(2_400, (480, 0, 0, 0, 0, 0, 0), 600).inflow == 120
    assert Room(0, (0,) * 7, 600).inflow == 0
    assert spread(Plan(MONDAY, TODAY, ()), []).worst == 0


def test_minutes_are_allotted_exactly() -> None:
    assert allotted(10, [1, 1, 1]) == (3, 3, 4)
    assert allotted(10, [0, 0]) == (0, 0)


@pytest.mark.parametrize(("day", "minutes"), [(0, 380), (1, 860), (2, 1_240), (None, 8_540)])
def test_free_time_before_a_deadline_leaves_what_is_there_in_time(day: int | None, minutes: int) -> None:
    has = [Piece("a", 100, due(0)), Piece("b", 100, due(2))]
    plan = a_plan()
    assert free_before(plan, has, None if day is None else due(day)) == minutes - (100 if day is None else 0)


@given(plans(), pieces("p"))
@settings(max_examples=60)
def test_nothing_is_lost_and_no_week_is_filled_beyond_its_room(plan: Plan, has: tuple[Piece, ...]) -> None:
    load = spread(plan, has)
    for piece in has:
        placed = sum(load.parts[piece.key]) + load.late.get(piece.key, 0)
        is_whole = piece.due_on is not None and piece.due_on < plan.ends_before
        assert placed == piece.minutes if is_whole else placed <= piece.minutes
    for number, week in enumerate(load.weeks):
        assert week.tasks == sum(parts[number] for parts in load.parts.values())
        assert week.tasks <= max(0, week.capacity - week.inflow)
    assert sum(week.late for week in load.weeks) == sum(load.late.values())
    assert spread(plan, reversed(has)) == load


@given(plans(), pieces("p"))
@settings(max_examples=60)
def test_less_work_is_never_later(plan: Plan, has: tuple[Piece, ...]) -> None:
    late = spread(plan, has).late
    for gone in has:
        fewer = spread(plan, [piece for piece in has if piece is not gone])
        assert all(minutes <= late.get(key, 0) for key, minutes in fewer.late.items())
        assert fewer.worst <= spread(plan, has).worst


@given(plans(), pieces("p"))
@settings(max_examples=60)
def test_what_fits_into_the_free_time_makes_nothing_late(plan: Plan, has: tuple[Piece, ...]) -> None:
    before = spread(plan, has)
    for day in (date(2026, 11, 26), date(2026, 12, 4), date(2026, 12, 18)):
        free = free_before(plan, has, day)
        if free:
            after = spread(plan, [*has, Piece("new", free, day)])
            assert after.late == before.late
            assert free_before(plan, [*has, Piece("new", free, day)], day) == 0


def test_weeks_begin_on_mondays() -> None:
    assert [week.starts_on for week in spread(a_plan(FULL, FULL), []).weeks] == [MONDAY, MONDAY + timedelta(days=7)]
