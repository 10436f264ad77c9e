"""Planned days: by roster or by calendar, with breaks, part-time, absences and nights (L1, L5)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.domain.absence_types import MEANINGS, AbsenceType, meaning_of
from workload.domain.calendars import calendar_from
from workload.domain.planned import (
    Away,
    PlannedDay,
    Term,
    Work,
    days_between,
    norm_minutes,
    outside,
    planned_days,
    share_of,
    split_at_midnight,
    term_on,
    works_of,
)

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = calendar_from(
    {
        "timezone": "Europe/Moscow",
        "week": {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": ["2026-11-04"],
        "shortened": {"2026-11-03": 60},
    }
)
NIGHTS = calendar_from({"timezone": "Europe/Moscow", "week": {"mon": [["00:00", "06:00"], ["22:00", "24:00"]]}})
NOVEMBER, END = date(2026, 11, 1), date(2026, 11, 30)
FULL = Term(date(2026, 1, 12), None, 7, MOSCOW, OFFICE)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW).astimezone(UTC)


def on(days: list[PlannedDay], day: int) -> PlannedDay:
    return next(one for one in days if one.day.day == day)


def test_without_a_roster_the_calendar_plans() -> None:
    days = planned_days([FULL], (), (), NOVEMBER, END)
    assert (len(days), sum(day.planned_minutes for day in days)) == (30, 159 * 60)
    assert (on(days, 3).planned_minutes, on(days, 4).planned_minutes, on(days, 1).works) == (420, 0, ())
    assert on(days, 2).works == (Work(at(2, 9), at(2, 13)), Work(at(2, 14), at(2, 18)))


def test_whoever_has_a_shift_works_by_nothing_else_that_month() -> None:
    shifts = [Work(at(5, 9), at(5, 18), 60)]
    days = planned_days([FULL], shifts, (), date(2026, 10, 31), END)
    assert {day.day.day: day.planned_minutes for day in days if day.planned_minutes and day.day.month == 11} == {5: 480}
    assert not days[0].is_rostered
    assert on(days, 5).is_rostered
    assert on(days, 6).calendar_minutes == 480


def test_a_night_belongs_to_both_days_and_its_break_to_the_longer_part() -> None:
    days = planned_days([FULL], [Work(at(5, 22), at(6, 7), 30)], (), NOVEMBER, END)
    assert (on(days, 5).planned_minutes, on(days, 6).planned_minutes) == (120, 7 * 60 - 30)


def test_a_night_of_the_last_of_the_month_is_no_roster_of_the_next() -> None:
    work = Work(at(30, 22), datetime(2026, 12, 1, 7, tzinfo=MOSCOW).astimezone(UTC))
    days = planned_days([FULL], [work], (), END, date(2026, 12, 1))
    assert [(day.is_rostered, day.planned_minutes) for day in days] == [(True, 120), (False, 7 * 60 + 480)]


def test_a_night_that_ends_within_the_hours_of_the_calendar_counts_them_once() -> None:
    work = Work(at(30, 22), datetime(2026, 12, 1, 10, tzinfo=MOSCOW).astimezone(UTC), 30)
    (day,) = planned_days([FULL], [work], (), date(2026, 12, 1), date(2026, 12, 1))
    assert day.planned_minutes == 9 * 60 - 30 + 480


def test_a_published_roster_plans_its_month_without_any_shift() -> None:
    days = planned_days([FULL], (), (), NOVEMBER, date(2026, 12, 1), rosters=[(NOVEMBER, 7)])
    assert [day.planned_minutes for day in days if day.planned_minutes] == [480]
    assert on(days, 2).is_rostered


def test_who_changes_departments_is_rostered_in_each_by_what_is_planned_there() -> None:
    terms = [Term(NOVEMBER, date(2026, 11, 14), 7, MOSCOW, OFFICE), Term(date(2026, 11, 15), None, 8, MOSCOW, OFFICE)]
    days = planned_days(terms, [Work(at(5, 9), at(5, 17)), Work(at(14, 22), at(15, 6))], (), NOVEMBER, END)
    assert [on(days, number).planned_minutes for number in (4, 5, 6, 14, 15, 16)] == [0, 480, 0, 120, 360, 480]
    published = planned_days(terms, (), (), NOVEMBER, END, rosters=[(NOVEMBER, 7)])
    assert [on(published, number).planned_minutes for number in (5, 16)] == [0, 480]


def test_the_calendar_is_worked_by_the_clock_of_the_person() -> None:
    """A vacation of two days takes both of them, in Vladivostok too."""
    zone = ZoneInfo("Asia/Vladivostok")
    begins, ends = (datetime(2026, 11, day, tzinfo=zone).astimezone(UTC) for day in (10, 12))
    term = Term(NOVEMBER, None, 7, zone, OFFICE)
    days = planned_days([term], (), [Away(1, "vacation", begins, ends)], NOVEMBER, END)
    assert [on(days, number).free_minutes for number in (9, 10, 11, 12)] == [480, 0, 0, 480]
    assert on(days, 9).works[0].starts_at == datetime(2026, 11, 9, 9, tzinfo=zone)


def test_hours_made_up_that_a_shift_was_planned_over_count_once() -> None:
    shift, made = Work(at(5, 10), at(5, 18, 30)), [Work(at(5, 18), at(5, 20)), Work(at(6, 8), at(6, 9))]
    days = planned_days([FULL], [shift], (), NOVEMBER, END, made_up=made)
    assert (on(days, 5).planned_minutes, on(days, 6).planned_minutes) == (10 * 60, 60)
    around = outside([Work(at(5, 9), at(5, 19), 45)], [shift])
    assert [(part.minutes, part.break_minutes) for part in around] == [(15, 45), (30, 0)]


def test_real_time_counts_when_clocks_are_put_back() -> None:
    night = Work(datetime(2026, 10, 24, 22, tzinfo=BERLIN).astimezone(UTC),
                 datetime(2026, 10, 25, 6, tzinfo=BERLIN).astimezone(UTC))  # fmt: skip
    assert night.minutes == 9 * 60
    assert [part.minutes for _day, part in split_at_midnight(night, BERLIN)] == [120, 7 * 60]


def test_absences_take_what_was_planned_and_no_more() -> None:
    week = Away(1, "vacation", at(2, 0), at(9, 0))
    lunch = Away(2, "personal", at(10, 12), at(10, 15))
    days = planned_days([FULL], (), [week, lunch], NOVEMBER, END)
    assert sum(day.away_minutes for day in days if day.day.day < 9) == (480 + 420 + 480 + 480)
    assert (on(days, 10).away_minutes, on(days, 10).free_minutes) == (120, 360)
    assert on(days, 7).aways == (week,)
    assert on(days, 9).aways == ()


def test_an_absence_as_long_as_the_shift_takes_its_worked_time_only() -> None:
    days = planned_days([FULL], [Work(at(5, 9), at(5, 18), 60)], [Away(1, "unpaid", at(5, 0), at(6, 0))], NOVEMBER, END)
    assert (on(days, 5).planned_minutes, on(days, 5).away_minutes) == (480, 480)


def test_part_time_halves_the_calendar_and_leaves_a_roster_alone() -> None:
    half = Term(date(2026, 1, 12), None, 7, MOSCOW, OFFICE, 50)
    away = [Away(1, "personal", at(2, 9), at(2, 10))]
    by_calendar = on(planned_days([half], (), away, NOVEMBER, END), 2)
    assert (by_calendar.planned_minutes, by_calendar.away_minutes, by_calendar.calendar_minutes) == (240, 30, 480)
    assert on(planned_days([half], [Work(at(5, 9), at(5, 14))], (), NOVEMBER, END), 5).planned_minutes == 300


def test_nobody_is_planned_before_hire_or_after_the_last_day() -> None:
    terms = [Term(date(2026, 11, 9), date(2026, 11, 15), 7, MOSCOW, OFFICE),
             Term(date(2026, 11, 16), date(2026, 11, 20), 8, MOSCOW, None)]  # fmt: skip
    days = planned_days(terms, (), (), NOVEMBER, END)
    assert (days[0].day.day, days[-1].day.day) == (9, 20)
    assert (days[-1].department_id, days[-1].planned_minutes, days[-1].calendar_minutes) == (8, 0, 0)
    assert term_on(terms, END) is None
    assert planned_days((), [Work(at(5, 9), at(5, 14))], (), NOVEMBER, END) == []


def test_a_shift_outside_every_term_is_split_by_the_last_zone() -> None:
    terms = [Term(date(2026, 11, 9), date(2026, 11, 15), 7, MOSCOW, OFFICE)]
    assert planned_days(terms, [Work(at(20, 9), at(20, 18))], (), NOVEMBER, END)[0].is_rostered


def test_a_calendar_plans_up_to_midnight() -> None:
    assert [work.minutes for work in works_of(NIGHTS, date(2026, 11, 2), MOSCOW)] == [360, 120]


def test_the_norm_is_rounded_once_for_all_days_of_a_share() -> None:
    days = planned_days([Term(NOVEMBER, None, 7, MOSCOW, OFFICE, 33)], (), (), NOVEMBER, END)
    assert norm_minutes(days) == share_of(159 * 60, 33) == 3148
    assert norm_minutes(planned_days([FULL], (), (), NOVEMBER, END)) == 159 * 60


@given(st.lists(st.tuples(st.integers(0, 700), st.integers(1, 24)), max_size=20), st.integers(0, 60))
def test_planned_time_is_that_of_the_shifts_and_never_less_than_what_is_lost(
    shifts: list[tuple[int, int]], break_minutes: int
) -> None:
    start = at(1, 0)
    works, reached = [], 0
    for gap, hours in shifts:
        begins = reached + gap % 30
        works.append(Work(start + timedelta(hours=begins), start + timedelta(hours=begins + hours), break_minutes))
        reached = begins + hours
    last = (start + timedelta(hours=reached + 1)).date()
    term = Term(date(2026, 1, 12), None, 7, MOSCOW, None)
    days = planned_days([term], works, [Away(1, "sickness", at(3, 0), at(8, 0))], NOVEMBER, max(END, last))
    assert sum(day.planned_minutes for day in days) == sum(work.minutes for work in works)
    assert all(0 <= day.away_minutes <= day.planned_minutes for day in days)


def test_every_type_has_its_code() -> None:
    assert set(MEANINGS) == set(AbsenceType)
    assert meaning_of("vacation").code == "ОТ"
    with pytest.raises(KeyError):
        meaning_of("holiday")


def test_days_between_takes_both_ends() -> None:
    assert list(days_between(NOVEMBER, date(2026, 11, 2))) == [NOVEMBER, date(2026, 11, 2)]
