"""What coverage an absence leaves, day by day (L2)."""

from datetime import UTC, date, datetime, timedelta

from workload.domain.coverage_left import coverage, there_throughout
from workload.domain.planned import Away, PlannedDay, Work

MONDAY = date(2026, 12, 7)
OURS, ELSEWHERE = 1, 2


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def planned(day: date, *aways: Away, department: int = OURS, is_off: bool = False) -> PlannedDay:
    works = () if is_off else (Work(at(day, 9), at(day, 17)),)
    lost = min(480, sum(int((away.ends_at - away.starts_at).total_seconds() // 60) for away in aways))
    minutes = 0 if is_off else 480
    return PlannedDay(day, department, 100, 480, True, works, minutes, aways, min(minutes, lost))


def days(*aways: Away, count: int = 2, **over: bool | int) -> list[PlannedDay]:
    every = [MONDAY + timedelta(days=number) for number in range(count)]
    return [planned(day, *(one for one in aways if one.starts_at.date() == day), **over) for day in every]


def whole(day: date, number: int = 9) -> Away:
    return Away(number, "vacation", at(day, 9), at(day, 17))


def test_people_are_counted_with_and_without_the_absence() -> None:
    asked = Away(9, "", at(MONDAY, 0), at(MONDAY, 23))
    people = {1: days(), 2: days(), 3: days(whole(MONDAY, 7)), 4: days(is_off=True), 5: days(department=ELSEWHERE)}
    (found,) = coverage(people, 1, asked, department_id=OURS, fewest=2)
    assert (found.day, found.planned, found.without, found.with_it) == (MONDAY, 3, 2, 1)
    assert found.is_short


def test_what_holds_already_is_counted_back_and_an_hour_takes_nobody_away() -> None:
    recorded = whole(MONDAY)
    (found,) = coverage({1: days(recorded), 2: days()}, 1, recorded, department_id=OURS, fewest=2)
    assert (found.without, found.with_it) == (2, 1)
    hour = Away(9, "", at(MONDAY, 10), at(MONDAY, 11))
    (found,) = coverage({1: days(), 2: days()}, 1, hour, department_id=OURS, fewest=2)
    assert (found.without, found.with_it, found.is_short) == (2, 2, False)


def test_days_that_are_free_anyway_do_not_show_nor_does_somebody_who_is_not_planned() -> None:
    asked = Away(9, "", at(MONDAY, 0), at(MONDAY + timedelta(days=1), 23))
    assert coverage({1: days(is_off=True), 2: days()}, 1, asked, department_id=OURS, fewest=0) == []
    assert coverage({2: days()}, 1, asked, department_id=OURS, fewest=0) == []


def test_who_is_there_on_each_of_the_days() -> None:
    wanted = [MONDAY, MONDAY + timedelta(days=1)]
    assert there_throughout(days(), wanted)
    assert not there_throughout(days(whole(MONDAY)), wanted)
    assert not there_throughout(days(), [])
