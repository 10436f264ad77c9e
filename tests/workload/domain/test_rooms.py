"""Weeks of the board from planned days (L7)."""

from datetime import UTC, date, datetime, timedelta

from workload.domain.planned import Away, PlannedDay, Work
from workload.domain.rooms import left_of, plan_of

MONDAY = date(2026, 11, 16)


def at(hour: int, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def a_day(day: date = MONDAY, *aways: Away, share: int = 100) -> PlannedDay:
    """From nine to six with an hour's break; half of it where `share` is 50."""
    minutes, lost = 480 * share // 100, 240 * share // 100 if aways else 0
    works = (Work(at(9, day), at(13, day)), Work(at(14, day), at(18, day)))
    return PlannedDay(day, 1, share, 480, False, works, minutes, aways, lost)


def test_of_today_what_is_still_to_come_is_free() -> None:
    morning = Away(1, "vacation", at(0), at(13))
    assert [left_of(a_day(), at(hour)) for hour in (8, 9, 11, 13, 16, 20)] == [480, 480, 360, 240, 120, 0]
    assert [left_of(a_day(MONDAY, share=50), at(hour)) for hour in (8, 16)] == [240, 60]
    assert [left_of(a_day(MONDAY, morning), at(hour)) for hour in (8, 12, 16)] == [240, 240, 120]


def test_weeks_hold_what_is_left_of_their_days() -> None:
    tuesday, next_monday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)
    days = [a_day(), a_day(tuesday), a_day(MONDAY + timedelta(days=2)), a_day(next_monday)]
    plan = plan_of(days, [300, 300], starts_on=MONDAY, today=tuesday, at=at(16, tuesday))
    assert [room.free for room in plan.rooms] == [(0, 120, 480, 0, 0, 0, 0), (480, 0, 0, 0, 0, 0, 0)]
    assert [(room.planned_minutes, room.inflow) for room in plan.rooms] == [(1_440, 125), (480, 300)]
