"""Seven days to answer, of the respondent's own calendar (D4)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disputes.domain.term_text import explanation_lines
from disputes.domain.terms import Absence, BadTerm, respond_by, start_of
from workload.domain.refusals import BeyondHorizon

ZONES = st.sampled_from(["Europe/Berlin", "America/Havana", "Asia/Beirut", "Asia/Vladivostok", "Pacific/Apia", "UTC"])
MOMENTS = st.datetimes(datetime(2009, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis adds the zone
DATES = st.dates(date(2009, 1, 1), date(2028, 1, 31))
ABSENCES = st.lists(st.tuples(DATES, st.integers(0, 30)).map(lambda a: (a[0], a[0] + timedelta(days=a[1]))), max_size=4)


def away(first: str, last: str) -> Absence:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("opened_at", "zone", "end"),
    [
        ("2026-11-20T00:00:00+03:00", "Europe/Moscow", "2026-11-28T00:00:00+03:00"),
        ("2026-11-20T23:59:59+03:00", "Europe/Moscow", "2026-11-28T00:00:00+03:00"),
        ("2026-11-20T23:59:59+03:00", "Asia/Vladivostok", "2026-11-29T00:00:00+10:00"),
        ("2026-10-20T12:00:00+02:00", "Europe/Berlin", "2026-10-28T00:00:00+01:00"),
        ("2026-03-25T12:00:00+01:00", "Europe/Berlin", "2026-04-02T00:00:00+02:00"),
        ("2026-12-28T12:00:00+03:00", "Europe/Moscow", "2027-01-05T00:00:00+03:00"),
        ("2026-03-20T12:00:00+02:00", "Asia/Beirut", "2026-03-28T00:00:00+02:00"),
        ("2026-03-21T12:00:00+02:00", "Asia/Beirut", "2026-03-29T01:00:00+03:00"),  # there is no midnight
        ("2026-10-24T12:00:00-04:00", "America/Havana", "2026-11-01T00:00:00-04:00"),  # there are two
    ],
)
def test_the_end_of_the_seventh_day_after_the_day_of_opening(opened_at: str, zone: str, end: str) -> None:
    term = respond_by(datetime.fromisoformat(opened_at), zone)
    assert term.respond_by == datetime.fromisoformat(end)
    assert term.respond_by.tzinfo is UTC


@pytest.mark.parametrize(
    ("absences", "last_day"),
    [
        ([], "2026-11-27"),
        ([away("2026-11-20", "2026-11-20")], "2026-11-27"),  # the day of opening counts nothing anyway
        ([away("2026-11-21", "2026-11-21")], "2026-11-28"),
        ([away("2026-11-27", "2026-11-27")], "2026-11-28"),
        ([away("2026-11-28", "2026-11-30")], "2026-11-27"),
        ([away("2026-11-27", "2026-11-30")], "2026-12-01"),
        ([away("2026-11-10", "2026-11-22")], "2026-11-29"),
        ([away("2026-11-22", "2026-11-24"), away("2026-11-23", "2026-11-25")], "2026-12-01"),
        ([away("2026-11-22", "2026-11-24"), away("2026-11-28", "2026-11-28")], "2026-12-01"),
    ],
)
def test_days_of_absence_do_not_count(absences: list[Absence], last_day: str) -> None:
    term = respond_by(datetime(2026, 11, 20, 12, tzinfo=UTC), "Europe/Moscow", absences=absences)
    assert term.last_day.isoformat() == last_day


def test_another_number_of_days() -> None:
    assert respond_by(datetime(2026, 11, 20, 12, tzinfo=UTC), "UTC", days=1).last_day == date(2026, 11, 21)


def test_it_explains_itself() -> None:
    absences = [away("2026-11-22", "2026-11-24"), away("2026-11-26", "2026-11-26"), away("2026-11-24", "2026-11-24")]
    term = respond_by(datetime(2026, 11, 20, 12, tzinfo=UTC), "Europe/Moscow", absences=absences)
    assert explanation_lines(term, "Europe/Moscow") == [
        "Opened on 2026-11-20 in Europe/Moscow; the first day is 2026-11-21.",
        "2026-11-22 to 2026-11-24 do not count: absent 3 whole days.",
        "2026-11-26 does not count: absent all day.",
        "Day 7 is 2026-12-01: an answer is in time until it ends.",
    ]
    assert len(explanation_lines(respond_by(datetime(2026, 11, 20, tzinfo=UTC), "UTC"), "UTC")) == 2


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        ({"timezone": "Asia/Vladivostock"}, "timezone: 'Asia/Vladivostock' is no time zone"),
        ({"timezone": "../UTC"}, "timezone: '../UTC' is no time zone"),
        ({"timezone": "UTC", "days": 0}, "days: 0 is not a number of days from 1 to 366"),
        ({"timezone": "UTC", "days": 367}, "days: 367 is not"),
        (
            {"timezone": "UTC", "absences": [away("2026-11-22", "2026-11-22"), away("2026-11-24", "2026-11-22")]},
            "absences[1]: This absence ends before it begins",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(arguments: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadTerm) as refused:
        respond_by(datetime(2026, 11, 20, tzinfo=UTC), **arguments)
    assert str(refused.value).startswith(refusal)


def test_who_is_away_for_ever_has_no_term() -> None:
    with pytest.raises(BeyondHorizon, match=r"^absences: The absences leave no day to answer"):
        respond_by(datetime(2026, 11, 20, tzinfo=UTC), "UTC", absences=[away("2026-11-01", "2199-12-31")])


@given(MOMENTS, ZONES, st.integers(1, 30), ABSENCES)
def test_a_walk_from_day_to_day_finds_the_same(
    opened_at: datetime, zone: str, days: int, absences: list[Absence]
) -> None:
    day = opened_at.astimezone(ZoneInfo(zone)).date()
    left = days
    while left:
        day += timedelta(days=1)
        left -= not any(first <= day <= last for first, last in absences)
    term = respond_by(opened_at, zone, days, absences)
    assert term.last_day == day
    assert len(term.counted_days) == days


@given(MOMENTS, ZONES, ABSENCES)
def test_the_first_instant_too_late_is_the_first_of_the_next_day(
    opened_at: datetime, zone: str, absences: list[Absence]
) -> None:
    term = respond_by(opened_at, zone, absences=absences)
    local = ZoneInfo(zone)
    just_before = term.respond_by - timedelta(microseconds=1)
    assert term.respond_by.astimezone(local).date() > term.last_day
    assert just_before.astimezone(local).date() <= term.last_day
    assert term.respond_by == start_of(term.last_day + timedelta(days=1), local)


@given(MOMENTS, ZONES, ABSENCES, DATES)
def test_one_more_day_of_absence_never_ends_sooner(
    opened_at: datetime, zone: str, absences: list[Absence], day: date
) -> None:
    more = respond_by(opened_at, zone, absences=[*absences, (day, day)])
    assert more.respond_by >= respond_by(opened_at, zone, absences=absences).respond_by
