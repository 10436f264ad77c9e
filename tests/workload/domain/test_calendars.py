"""What a working calendar answers about days and instants (S1)."""

from datetime import UTC, date, datetime

import pytest

from tests.workload.domain.office import DAY, WEEK, moscow, office
from workload.domain.business_time import due_at, instant_before, minutes_between
from workload.domain.calendars import (
    BadCalendar,
    BeyondHorizon,
    calendar_from,
    is_open,
    next_open,
    split_over_midnight,
    working_minutes_of,
)


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-11-20T08:59", "2026-11-20T09:00"),
        ("2026-11-20T09:00", "2026-11-20T09:00"),
        ("2026-11-20T12:59", "2026-11-20T12:59"),
        ("2026-11-20T13:00", "2026-11-20T14:00"),
        ("2026-11-20T18:00", "2026-11-23T09:00"),
        ("2026-11-03T17:00", "2026-11-05T09:00"),
    ],
)
def test_opening(at: str, opening: str) -> None:
    assert next_open(office(), moscow(at)) == moscow(opening)
    assert is_open(office(), moscow(at)) is (at == opening)


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (date(2026, 11, 1), 540),
        (date(2026, 11, 2), 480),
        (date(2026, 11, 3), 420),
        (date(2026, 11, 4), 0),
        (date(2026, 11, 7), 0),
    ],
)
def test_minutes_of_a_day(day: date, minutes: int) -> None:
    assert working_minutes_of(office(), day) == minutes


def test_minutes_of_a_day_are_those_of_the_wall_clock() -> None:
    berlin = calendar_from({"timezone": "Europe/Berlin", "week": {"sun": [["00:00", "24:00"]]}})
    assert working_minutes_of(berlin, date(2026, 3, 29)) == 1440


@pytest.mark.parametrize(
    ("cut", "minutes"),
    [(60, 420), (240, 240), (300, 180), (480, 0)],
)
def test_a_cut_goes_through_the_break(cut: int, minutes: int) -> None:
    calendar = office(shortened={"2026-11-03": cut})
    assert working_minutes_of(calendar, date(2026, 11, 3)) == minutes
    assert minutes_between(calendar, moscow("2026-11-03T00:00"), moscow("2026-11-04T00:00")) == minutes


def test_equal_forms_are_one_calendar() -> None:
    first, second, third = office(), office(), office(holidays=[])
    assert first is second
    assert first != third
    assert len({first, second, third}) == 2
    assert first.digest != third.digest


def test_around_the_clock() -> None:
    always = calendar_from("24x7")
    at = datetime(2026, 2, 28, 23, 59, tzinfo=UTC)
    assert is_open(always, at)
    assert minutes_between(always, at, datetime(2027, 3, 1, tzinfo=UTC)) == 365 * 1440 + 1


def test_a_calendar_that_never_opens_again_says_so() -> None:
    once = calendar_from({"timezone": "UTC", "week": {}, "workdays": {"2026-11-01": DAY}})
    assert next_open(once, datetime(2026, 10, 1, tzinfo=UTC)) == datetime(2026, 11, 1, 9, tzinfo=UTC)
    with pytest.raises(BeyondHorizon, match=r"^calendar: This calendar does not open again within 20 years"):
        next_open(once, datetime(2026, 11, 2, tzinfo=UTC))


def test_years_without_any_working_time_have_no_due_time() -> None:
    once = calendar_from({"timezone": "UTC", "week": {}, "workdays": {"2026-11-02": DAY}})
    with pytest.raises(BeyondHorizon, match=r"^target_minutes: 1 minutes of this calendar are not over"):
        due_at(once, started_at=datetime(2027, 1, 1, tzinfo=UTC), target_minutes=1)
    with pytest.raises(BeyondHorizon, match=r"^minutes: 1 minutes of this calendar reach back"):
        instant_before(once, at=datetime(2026, 10, 1, tzinfo=UTC), minutes=1)


@pytest.mark.parametrize("year", [1850, 2350])
def test_instants_outside_all_calendars_are_refused(year: int) -> None:
    with pytest.raises(BeyondHorizon, match=r"^instant: This instant lies outside the years 1900 to 2299"):
        is_open(office(), datetime(year, 6, 1, tzinfo=UTC))


def test_what_is_known_grows_to_both_sides_and_stays_the_same() -> None:
    spec = {"timezone": "Asia/Vladivostok", "week": WEEK}
    year = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    fresh = minutes_between(calendar_from(spec), *year)
    minutes_between(calendar_from(spec), datetime(2010, 1, 1, tzinfo=UTC), datetime(2011, 1, 1, tzinfo=UTC))
    minutes_between(calendar_from(spec), datetime(2040, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC))
    assert minutes_between(calendar_from(spec), *year) == fresh == 261 * 480


@pytest.mark.parametrize(
    ("given", "split"),
    [
        (("fri", "22:00", "06:00"), [("fri", ("22:00", "24:00")), ("sat", ("00:00", "06:00"))]),
        (("sun", "22:00", "06:00"), [("sun", ("22:00", "24:00")), ("mon", ("00:00", "06:00"))]),
        (("fri", "22:00", "00:00"), [("fri", ("22:00", "24:00"))]),
        (("fri", "22:00", "24:00"), [("fri", ("22:00", "24:00"))]),
        (("fri", "09:00", "18:00"), [("fri", ("09:00", "18:00"))]),
    ],
)
def test_an_interval_over_midnight_becomes_two(
    given: tuple[str, str, str], split: list[tuple[str, tuple[str, str]]]
) -> None:
    assert split_over_midnight(*given) == split


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (("friday", "22:00", "06:00"), "weekday"),
        (("fri", "22", "06:00"), "start"),
        (("fri", "22:00", "25:00"), "end"),
        (("fri", "22:00", "22:00"), "start"),
        (("fri", "24:00", "06:00"), "start"),
    ],
)
def test_a_bad_interval_names_its_part(given: tuple[str, str, str], field: str) -> None:
    with pytest.raises(BadCalendar) as refused:
        split_over_midnight(*given)
    assert refused.value.field == field
