"""What feasts and moved days do to a week (L5)."""

from datetime import date
from typing import Any

import pytest

from tests.workload.domain.office import WEEK
from workload.domain.calendar_spec import rules_from
from workload.domain.production import DayException, DayKind, YearOfDays, as_spec, exceptions_of

FIVE_DAYS = rules_from({"timezone": "UTC", "week": WEEK}).weeks[0][1]
FULL, CUT = ((540, 780), (840, 1080)), ((540, 780), (840, 1020))


def year(**differently: Any) -> YearOfDays:
    """November 2025: 1 November (Saturday) is worked instead of the 3rd, the 4th is a feast."""
    usual: dict[str, Any] = {
        "holidays": {date(2025, 11, 4): "Unity Day"},
        "days_off": {date(2025, 11, 3): "Day off"},
        "swapped": {date(2025, 11, 1): date(2025, 11, 3)},
    }
    return YearOfDays(year=2025, **(usual | differently))


def test_a_worked_saturday_takes_the_length_of_the_day_it_was_swapped_with() -> None:
    assert exceptions_of(year(), FIVE_DAYS) == [
        DayException(date(2025, 11, 1), DayKind.WORKDAY, intervals=CUT, swapped_with=date(2025, 11, 3)),
        DayException(date(2025, 11, 3), DayKind.HOLIDAY, "Day off"),
        DayException(date(2025, 11, 4), DayKind.HOLIDAY, "Unity Day"),
    ]


def test_without_a_feast_near_it_is_a_whole_day() -> None:
    swapped = {date(2025, 11, 1): date(2025, 11, 10)}
    rows = exceptions_of(year(holidays={}, days_off={date(2025, 11, 10): "Day off"}, swapped=swapped), FIVE_DAYS)
    assert rows[0].intervals == FULL


def test_a_worked_day_right_before_a_feast_is_cut_once() -> None:
    swapped = {date(2025, 11, 1): date(2025, 11, 10)}
    feasts = {date(2025, 11, 2): "A feast on Sunday", date(2025, 11, 11): "Another"}
    assert exceptions_of(year(holidays=feasts, swapped=swapped), FIVE_DAYS)[0].intervals == CUT


def test_the_day_before_a_feast_has_one_hour_less() -> None:
    rows = exceptions_of(year(days_off={}, swapped={}), FIVE_DAYS)
    assert rows[0] == DayException(date(2025, 11, 3), DayKind.SHORTENED, "Unity Day", cut_minutes=60)


def test_the_day_before_a_moved_day_off_does_not() -> None:
    rows = exceptions_of(year(holidays={}, days_off={date(2025, 11, 5): "Day off"}, swapped={}), FIVE_DAYS)
    assert [row.kind for row in rows] == [DayKind.HOLIDAY]


def test_a_free_eve_is_not_shortened_and_a_short_one_loses_all_it_has() -> None:
    assert [
        row.day.day
        for row in exceptions_of(year(holidays={date(2025, 11, 3): "Monday"}, days_off={}, swapped={}), FIVE_DAYS)
    ] == [3]
    short = rules_from({"timezone": "UTC", "week": {"mon": [["09:00", "09:40"]]}}).weeks[0][1]
    assert exceptions_of(year(days_off={}, swapped={}), short)[0].cut_minutes == 40


def test_new_years_eve_is_shortened_by_the_next_year_and_nothing_else_of_it_is_here() -> None:
    rows = exceptions_of(
        year(holidays={date(2026, 1, 1): "New Year", date(2025, 1, 1): "New Year"}, days_off={}, swapped={}), FIVE_DAYS
    )
    assert [(row.day, row.kind) for row in rows] == [
        (date(2025, 1, 1), DayKind.HOLIDAY),
        (date(2025, 12, 31), DayKind.SHORTENED),
    ]


def test_who_never_works_on_that_weekday_does_not_work_on_the_saturday_either() -> None:
    only_tuesdays = rules_from({"timezone": "UTC", "week": {"tue": [["09:00", "18:00"]]}}).weeks[0][1]
    assert [row.kind for row in exceptions_of(year(), only_tuesdays)] == [DayKind.HOLIDAY, DayKind.HOLIDAY]


def test_written_down_for_a_calendar() -> None:
    rows = [*exceptions_of(year(), FIVE_DAYS), DayException(date(2025, 11, 6), DayKind.SHORTENED, cut_minutes=60)]
    assert as_spec(rows) == {
        "holidays": ["2025-11-03", "2025-11-04"],
        "workdays": {"2025-11-01": [["09:00", "13:00"], ["14:00", "17:00"]]},
        "shortened": {"2025-11-06": 60},
    }


@pytest.mark.parametrize("day", [date(2025, 11, 3), date(2025, 11, 4)])
def test_both_kinds_of_free_days_are_free(day: date) -> None:
    assert year().is_free(day)
