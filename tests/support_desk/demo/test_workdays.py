"""Working time of the demo: Monday to Friday, nine to six in Moscow (UTC+3)."""

from datetime import UTC, datetime

from support_desk.demo.workdays import Workdays

MOSCOW = Workdays("Europe/Moscow")


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_within_a_day():
    assert MOSCOW.later(utc(18, 9), 30) == utc(18, 9, 30)


def test_what_does_not_fit_goes_on_in_the_morning():
    # 17:50 in Moscow, ten minutes are left of the day.
    assert MOSCOW.later(utc(18, 14, 50), 25) == utc(19, 6, 15)


def test_exactly_until_closing_ends_at_closing():
    assert MOSCOW.later(utc(18, 14), 60) == utc(18, 15)


def test_a_weekend_is_skipped():
    # Friday the 20th, 17:30 in Moscow; Monday the 23rd opens at 6:00 UTC.
    assert MOSCOW.later(utc(20, 14, 30), 60) == utc(23, 6, 30)


def test_the_night_waits_for_the_morning():
    assert MOSCOW.next_open(utc(18, 1)) == utc(18, 6)
    assert MOSCOW.next_open(utc(21, 12)) == utc(23, 6)
