"""When silence closes a ticket (T4)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.silence import LONGEST_REST, after_working_days

ZONES = st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kamchatka", "UTC"])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-18T09:00", 5, "2026-11-25T09:00"),
        ("2026-11-20T09:00", 1, "2026-11-23T09:00"),
        ("2026-11-21T09:00", 1, "2026-11-23T09:00"),
        ("2026-11-20T22:30", 1, "2026-11-22T22:30"),
        ("2026-11-18T09:00", 0, "2026-11-18T09:00"),
    ],
)
def test_in_dates(start: str, days: int, end: str) -> None:
    """UTC in and out, counted in Moscow: half past ten on Friday evening is Saturday there."""
    found = after_working_days(datetime.fromisoformat(f"{start}+00:00"), days, "Europe/Moscow")
    assert found == datetime.fromisoformat(f"{end}+00:00")


def test_the_clock_on_the_wall_stays_when_summer_time_ends() -> None:
    zone = ZoneInfo("Europe/Berlin")
    friday = datetime(2026, 10, 23, 15, tzinfo=zone)
    assert after_working_days(friday, 1, "Europe/Berlin") == datetime(2026, 10, 26, 15, tzinfo=zone)
    assert after_working_days(friday, 1, "Europe/Berlin") - friday.astimezone(UTC) == timedelta(days=3, hours=1)


@given(MOMENTS, st.integers(1, 30), ZONES)
def test_it_ends_on_a_working_day_after_as_many_of_them(start: datetime, days: int, timezone: str) -> None:
    zone = ZoneInfo(timezone)
    first, last = start.astimezone(zone), after_working_days(start, days, timezone).astimezone(zone)
    between = [first.date() + timedelta(days=n) for n in range(1, (last.date() - first.date()).days + 1)]
    assert last.weekday() < 5
    assert sum(day.weekday() < 5 for day in between) == days


HOLIDAYS = st.frozensets(st.dates(date(2025, 1, 1), date(2028, 12, 31)), max_size=40)


@given(MOMENTS, st.integers(1, 30), ZONES, HOLIDAYS)
def test_days_off_of_a_calendar_are_not_counted(
    start: datetime, days: int, timezone: str, off: frozenset[date]
) -> None:
    def is_working(day: date) -> bool:
        return day not in off

    zone = ZoneInfo(timezone)
    first = start.astimezone(zone).date()
    last = after_working_days(start, days, timezone, is_working).astimezone(zone).date()
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert last not in off
    assert sum(is_working(day) for day in between) == days


def test_a_calendar_that_works_no_more_counts_weekdays() -> None:
    """It had one day left, and then none for more than a year."""
    friday, known = datetime(2026, 11, 20, 9, tzinfo=UTC), date(2026, 11, 24)
    late = known + timedelta(days=LONGEST_REST + 9)
    assert after_working_days(friday, 3, "UTC", lambda day: day in (known, late)).date() == date(2026, 11, 26)
    assert after_working_days(friday, 2, "UTC", lambda _day: False).date() == date(2026, 11, 24)


@given(MOMENTS, st.integers(1, 30), ZONES)
def test_more_days_never_end_sooner(start: datetime, days: int, timezone: str) -> None:
    assert after_working_days(start, days, timezone) < after_working_days(start, days + 1, timezone)
