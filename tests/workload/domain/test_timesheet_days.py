"""A day of a timesheet fills itself: worked, at night, free, away, and what a person should look at (L5)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workload.domain.calendars import calendar_from, working_minutes_of
from workload.domain.planned import Away, PlannedDay, Term, Work, norm_minutes, planned_days
from workload.domain.timesheet_codes import BY_HAND, Code, Hint, code_of_absence
from workload.domain.timesheet_days import DayValue, FilledDay, Place, filled_days, suggested

MOSCOW = ZoneInfo("Europe/Moscow")
OFFICE = calendar_from(
    {
        "timezone": "Europe/Moscow",
        "week": {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
        "holidays": ["2026-11-04"],
        "shortened": {"2026-11-03": 60},
    }
)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
FEAST = 4
TERM = Term(date(2026, 1, 12), None, 7, MOSCOW, OFFICE)


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=MOSCOW).astimezone(UTC)


def away(type_: str, first: datetime, last: datetime) -> Away:
    return Away(1, type_, first, last)


def filled(
    aways: Sequence[Away] = (),
    shifts: Sequence[Work] = (),
    logged: dict[int, int] | None = None,
    today: date = FIRST,
    percent: int = 100,
) -> dict[int, FilledDay]:
    term = Term(TERM.starts_on, None, 7, MOSCOW, OFFICE, percent)
    days = planned_days([term], shifts, aways, FIRST, LAST)
    places = {day.day: Place(MOSCOW, day.day.day == FEAST) for day in days}
    by_day = {date(2026, 11, day): minutes for day, minutes in (logged or {}).items()}
    return {one.day.day: one for one in filled_days(days, by_day, places, today)}


def test_the_calendar_fills_work_and_free_days() -> None:
    days = filled()
    assert [days[day].value for day in (1, 2, 3, 4)] == [
        DayValue(Code.FREE), DayValue(Code.WORK, 480), DayValue(Code.WORK, 420), DayValue(Code.FREE)
    ]  # fmt: skip
    assert sum(one.value.minutes for one in days.values()) == 159 * 60


def test_a_night_shift_tells_its_night_and_what_an_absence_leaves_of_it() -> None:
    shift = Work(at(5, 20), at(6, 8), 60)
    days = filled(shifts=[shift])
    assert days[5].value == DayValue(Code.WORK, 240, 120)
    assert days[6].value == DayValue(Code.WORK, 420, 360)
    days = filled(shifts=[shift], aways=[away("personal", at(6, 2), at(6, 4))])
    assert days[6].value == DayValue(Code.WORK, 300, 240, "ДО", 120)
    assert filled(shifts=[Work(at(5, 0), at(5, 7), 120)])[5].value == DayValue(Code.WORK, 300, 300)


def test_a_shift_on_a_feast_is_work_on_a_free_day_and_on_a_weekend_it_is_work() -> None:
    days = filled(shifts=[Work(at(FEAST, 9), at(FEAST, 17)), Work(at(8, 9), at(8, 17))])
    assert (days[FEAST].value.code, days[8].value.code) == (Code.FREE_DAY_WORK, Code.WORK)


@pytest.mark.parametrize(
    ("type_", "on_a_workday", "on_a_weekend", "on_a_feast"),
    [
        ("vacation", "ОТ", "ОТ", "В"),
        ("sickness", "Б", "Б", "Б"),
        ("day_off", "ОВ", "В", "В"),
        ("unknown", "НН", "В", "В"),
        ("childcare", "ОЖ", "ОЖ", "ОЖ"),
    ],
)
def test_a_whole_day_away_has_the_code_of_its_absence(
    type_: str, on_a_workday: str, on_a_weekend: str, on_a_feast: str
) -> None:
    days = filled([away(type_, at(1), at(9))])
    assert [days[day].value.code for day in (2, 7, FEAST)] == [on_a_workday, on_a_weekend, on_a_feast]
    assert days[2].value == DayValue(Code(on_a_workday), away_minutes=480)


def test_hours_away_reduce_the_work_and_a_trip_counts_as_worked() -> None:
    days = filled([away("sickness", at(2, 9), at(2, 11)), away("business_trip", at(5), at(6))])
    assert days[2].value == DayValue(Code.WORK, 360, away_code="Б", away_minutes=120)
    assert days[5].value == DayValue(Code.TRIP, 480)
    both = filled([away("unknown", at(2, 9), at(2, 10)), away("business_trip", at(2, 10), at(3))])
    assert both[2].value == DayValue(Code.TRIP, 420, away_code="НН", away_minutes=60)
    assert both[2].value.is_unresolved
    none = filled([away("unknown", at(2, 6), at(2, 8)), away("business_trip", at(2, 19), at(2, 20))])
    assert none[2].value == DayValue(Code.TRIP, 480)


def test_part_time_is_away_and_works_by_its_share() -> None:
    days = filled([away("unpaid", at(2, 9), at(2, 13))], percent=50)
    assert days[2].value == DayValue(Code.WORK, 120, away_code="ДО", away_minutes=120)


def test_hints_say_what_to_look_at_and_change_no_minutes() -> None:
    logged = {1: 30, 2: 541, 3: 480, 5: 60, 9: 480}
    days = filled([away("sickness", at(5), at(6))], logged=logged, today=date(2026, 11, 10))
    assert [days[day].hint for day in (1, 2, 3, 5, 6, 7, 10)] == [
        Hint.FREE_DAY, Hint.OVERTIME, Hint.NONE, Hint.AWAY, Hint.SILENT, Hint.NONE, Hint.NONE
    ]  # fmt: skip
    assert {one.hint for one in filled(today=date(2026, 11, 30)).values()} == {Hint.NONE}
    assert {one.hint for one in filled(logged={2: 5}, today=date(2026, 11, 10)).values()} == {Hint.NONE}
    silent = filled([away("business_trip", at(5), at(6))], logged={2: 5, 3: 5, 9: 5}, today=date(2026, 11, 10))
    assert (silent[5].hint, silent[6].hint) == (Hint.NONE, Hint.SILENT)
    assert [days[day].value for day in (1, 2)] == [DayValue(Code.FREE), DayValue(Code.WORK, 480)]


def test_every_type_of_absence_has_a_letter_and_night_is_none_by_hand() -> None:
    assert code_of_absence("study") is Code.STUDY
    assert Code.NIGHT not in BY_HAND
    with pytest.raises(KeyError):
        code_of_absence("holiday")


HOURS = st.integers(min_value=0, max_value=29 * 24)


@settings(max_examples=40)
@given(
    shifts=st.lists(st.tuples(st.integers(1, 28), st.integers(0, 23), st.integers(1, 24)), max_size=4),
    absences=st.lists(st.tuples(st.sampled_from(["sickness", "business_trip", "unknown"]), HOURS, st.integers(1, 60))),
    percent=st.integers(1, 100),
)
def test_what_is_worked_and_missed_is_what_was_planned(
    shifts: list[tuple[int, int, int]], absences: list[tuple[str, int, int]], percent: int
) -> None:
    works = [
        Work(at(day, hour), at(day, hour) + timedelta(hours=long))
        for day, hour, long in {s[0]: s for s in shifts}.values()
    ]
    aways, until = [], at(1)
    for type_, hour, long in sorted(absences, key=lambda one: one[1]):
        start = max(until, at(1) + timedelta(hours=hour))
        until = start + timedelta(hours=long)
        aways.append(away(type_, start, until))
    for one in filled(aways, works, percent=percent).values():
        value = one.value
        assert value.minutes + value.away_minutes == one.planned_minutes
        assert 0 <= value.night_minutes <= value.minutes
        assert bool(value.away_minutes) <= bool(value.away_code or not value.is_worked)


def test_the_norm_of_a_month_is_that_of_the_production_calendar() -> None:
    days: list[PlannedDay] = planned_days([TERM], (), (), FIRST, LAST)
    assert norm_minutes(days) == 159 * 60 == sum(working_minutes_of(OFFICE, day.day) for day in days)


def test_a_hint_suggests_what_the_day_would_be() -> None:
    worked = DayValue(Code.WORK, 480, 60)
    assert suggested(DayValue(Code.FREE), Hint.FREE_DAY, 120) == DayValue(Code.FREE_DAY_WORK, 120)
    assert suggested(worked, Hint.OVERTIME, 600) == DayValue(Code.OVERTIME, 600, 60)
    assert suggested(worked, Hint.SILENT, 0) == worked
