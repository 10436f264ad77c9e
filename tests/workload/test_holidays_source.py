"""The production calendars of Russia against the published figures of a 40-hour week (L5)."""

from datetime import date, timedelta

import pytest

from tests.workload.domain.office import WEEK
from workload.domain.calendars import calendar_from, working_minutes_of
from workload.domain.production import DayKind, as_spec, exceptions_of
from workload.domain.refusals import YearUnknown
from workload.holidays_source import year_of_days

USUAL = calendar_from({"timezone": "Europe/Moscow", "week": WEEK}).rules.weeks[0][1]


def minutes_by_day(year: int) -> dict[date, int]:
    exceptions = exceptions_of(year_of_days(year), USUAL)
    calendar = calendar_from({"timezone": "Europe/Moscow", "week": WEEK} | as_spec(exceptions))
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    days = [first + timedelta(days=number) for number in range((after - first).days)]
    return {day: working_minutes_of(calendar, day) for day in days}


@pytest.mark.parametrize(
    ("year", "days", "hours"),
    [(2018, 247, 1970), (2021, 247, 1972), (2024, 248, 1979), (2025, 247, 1972), (2026, 247, 1972), (2027, 247, 1972)],
)
def test_days_and_hours_of_a_year(year: int, days: int, hours: int) -> None:
    minutes = minutes_by_day(year)
    assert sum(1 for held in minutes.values() if held) == days
    assert sum(minutes.values()) == 60 * hours


def test_hours_of_2026_by_month() -> None:
    hours = [0] * 12
    for day, minutes in minutes_by_day(2026).items():
        hours[day.month - 1] += minutes
    assert [held // 60 for held in hours] == [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176]


@pytest.mark.parametrize(
    ("year", "worked", "shortened"),
    [
        (2024, ["2024-04-27", "2024-11-02", "2024-12-28"], ["2024-02-22", "2024-03-07", "2024-05-08", "2024-06-11"]),
        (2025, ["2025-11-01"], ["2025-03-07", "2025-04-30", "2025-06-11"]),
        (2026, [], ["2026-04-30", "2026-05-08", "2026-06-11", "2026-11-03"]),
        (2027, ["2027-02-20"], ["2027-04-30", "2027-06-11", "2027-11-03"]),
    ],
)
def test_the_days_that_differ(year: int, worked: list[str], shortened: list[str]) -> None:
    rows = exceptions_of(year_of_days(year), USUAL)
    assert [row.day.isoformat() for row in rows if row.kind is DayKind.WORKDAY] == worked
    assert [row.day.isoformat() for row in rows if row.kind is DayKind.SHORTENED] == shortened


def test_saturdays_swapped_with_the_day_before_a_feast_are_shorter() -> None:
    assert {day: held for day, held in minutes_by_day(2024).items() if held and day.weekday() == 5} == {
        date(2024, 4, 27): 480,
        date(2024, 11, 2): 420,
        date(2024, 12, 28): 480,
    }
    assert minutes_by_day(2027)[date(2027, 2, 20)] == 420


def test_names_in_both_languages() -> None:
    day = date(2026, 11, 4)
    assert year_of_days(2026).holidays[day] == "День народного единства"
    assert year_of_days(2026, language="en_US").holidays[day] == "Unity Day"


@pytest.mark.parametrize("year", [1990, 2014, 2030, 2101])
def test_a_year_that_nobody_has_decided_is_refused_by_name(year: int) -> None:
    with pytest.raises(YearUnknown, match=rf"^year: The moved days of {year} are not known"):
        year_of_days(year)
