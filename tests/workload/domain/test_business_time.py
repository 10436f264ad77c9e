"""Business time on its boundaries (S1, S2): before, at and after opening, closing, holidays, pauses."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.workload.domain.office import OFFICE, moscow, office
from workload.domain.business_time import due_at, instant_before, minutes_between, plan, seconds_between
from workload.domain.calendars import BeyondHorizon, calendar_from
from workload.domain.refusals import BadInput

NIGHTS = {"timezone": "Europe/Moscow", "week": {"fri": [["22:00", "24:00"]], "sat": [["00:00", "06:00"]]}}


@pytest.mark.parametrize(
    ("started_at", "minutes", "due"),
    [
        ("2026-11-20T17:40", 20, "2026-11-20T18:00"),  # used up exactly at closing time
        ("2026-11-20T17:40", 21, "2026-11-23T09:01"),
        ("2026-11-20T17:40", 120, "2026-11-23T10:40"),
        ("2026-11-20T12:59", 1, "2026-11-20T13:00"),
        ("2026-11-20T12:59", 2, "2026-11-20T14:01"),
        ("2026-11-20T13:30", 1, "2026-11-20T14:01"),
        ("2026-11-20T08:59", 60, "2026-11-20T10:00"),
        ("2026-11-20T09:00", 60, "2026-11-20T10:00"),
        ("2026-11-20T18:00", 60, "2026-11-23T10:00"),
        ("2026-11-21T12:00", 480, "2026-11-23T18:00"),
        ("2026-10-31T12:00", 540, "2026-11-01T18:00"),  # a worked Sunday with hours of its own
        ("2026-11-03T09:00", 420, "2026-11-03T17:00"),  # shortened
        ("2026-11-03T09:00", 421, "2026-11-05T09:01"),  # and a holiday after it
    ],
)
def test_a_target_is_used_up(started_at: str, minutes: int, due: str) -> None:
    found = due_at(office(), started_at=moscow(started_at), target_minutes=minutes)
    assert found == moscow(due)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-11-20T17:40", "2026-11-23T10:40", 120),
        ("2026-11-20T18:00", "2026-11-23T09:00", 0),
        ("2026-11-20T17:59", "2026-11-23T09:01", 2),
        ("2026-11-20T09:00", "2026-11-20T18:00", 480),
        ("2026-11-23T10:40", "2026-11-20T17:40", 0),
        ("2026-11-02T00:00", "2026-11-09T00:00", 480 + 420 + 480 + 480),
    ],
)
def test_minutes_between(start: str, end: str, minutes: int) -> None:
    assert minutes_between(office(), moscow(start), moscow(end)) == minutes
    assert seconds_between(office(), moscow(start), moscow(end)) == 60 * minutes


def test_parts_of_seconds_are_kept_inside_and_rounded_down_at_the_end() -> None:
    start = moscow("2026-11-20T17:59") + timedelta(seconds=30, microseconds=500_000)
    assert seconds_between(office(), start, moscow("2026-11-20T18:00")) == 29
    assert seconds_between(office(), start, moscow("2026-11-23T09:00") + timedelta(microseconds=500_000)) == 30
    assert due_at(office(), started_at=start, target_minutes=1) == moscow("2026-11-23T09:00") + timedelta(
        seconds=30, microseconds=500_000
    )


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2026-11-20T11:00"),
        ([("10:30", "10:45")], "2026-11-20T11:15"),
        ([("09:00", "10:15")], "2026-11-20T11:15"),  # clipped to the start
        ([("08:00", "09:30")], "2026-11-20T11:00"),
        ([("10:30", "10:50"), ("10:40", "11:00")], "2026-11-20T11:30"),  # overlapping
        ([("10:40", "11:00"), ("10:30", "10:50")], "2026-11-20T11:30"),
        ([("10:30", "10:40"), ("10:40", "10:50")], "2026-11-20T11:20"),
        ([("11:00", "12:00")], "2026-11-20T11:00"),  # used up the moment it begins
        ([("10:30", "10:30")], "2026-11-20T11:00"),
        ([("12:45", "14:15")], "2026-11-20T11:00"),
        ([("10:30", "13:30")], "2026-11-20T14:30"),
        ([("10:30", "19:00")], "2026-11-23T09:30"),
    ],
)
def test_pauses_do_not_count(pauses: list[tuple[str, str]], due: str) -> None:
    spells = [(moscow(f"2026-11-20T{start}"), moscow(f"2026-11-20T{end}")) for start, end in pauses]
    found = due_at(office(), started_at=moscow("2026-11-20T10:00"), target_minutes=60, pauses=spells)
    assert found == moscow(due)
    assert minutes_between(office(), moscow("2026-11-20T10:00"), moscow(due), spells) == 60


def test_while_a_pause_lasts_nothing_is_due() -> None:
    start = moscow("2026-11-20T10:00")
    lasting = [(moscow("2026-11-20T10:30"), None), (moscow("2026-11-20T10:45"), moscow("2026-11-20T11:00"))]
    assert due_at(office(), started_at=start, target_minutes=60, pauses=lasting) is None
    assert plan(office(), started_at=start, offsets_minutes=(1, 2), pauses=lasting) == []
    assert minutes_between(office(), start, moscow("2026-11-20T17:00"), lasting) == 30


def test_a_plan_is_several_due_times_in_the_order_asked_for() -> None:
    start = moscow("2026-11-20T17:40")
    pauses = [(moscow("2026-11-23T09:00"), moscow("2026-11-23T10:00"))]
    assert plan(office(), started_at=start, offsets_minutes=(120, 0, 20, 45), pauses=pauses) == [
        moscow("2026-11-23T11:40"),
        start,
        moscow("2026-11-20T18:00"),
        moscow("2026-11-23T10:25"),
    ]


@pytest.mark.parametrize(
    ("at", "minutes", "since"),
    [
        ("2026-11-20T12:00", 60, "2026-11-20T11:00"),
        ("2026-11-20T12:00", 180, "2026-11-20T09:00"),
        ("2026-11-20T12:00", 181, "2026-11-19T17:59"),
        ("2026-11-23T09:00", 60, "2026-11-20T17:00"),
        ("2026-11-22T12:00", 480, "2026-11-20T09:00"),
        ("2026-11-20T18:00", 240, "2026-11-20T14:00"),  # the latest: after the break, not before it
        ("2026-11-20T12:00", 0, "2026-11-20T12:00"),
    ],
)
def test_the_latest_instant_from_which_somebody_waited_so_long(at: str, minutes: int, since: str) -> None:
    assert instant_before(office(), at=moscow(at), minutes=minutes) == moscow(since)


def test_a_night_runs_through_midnight() -> None:
    nights = calendar_from(NIGHTS)
    assert minutes_between(nights, moscow("2026-11-20T12:00"), moscow("2026-11-21T12:00")) == 480
    assert due_at(nights, started_at=moscow("2026-11-20T23:30"), target_minutes=60) == moscow("2026-11-21T00:30")
    assert due_at(nights, started_at=moscow("2026-11-20T22:00"), target_minutes=120) == moscow("2026-11-21T00:00")


@pytest.mark.parametrize(
    ("zone", "start", "week", "minutes"),
    [
        ("Europe/Berlin", "2026-03-29T00:00+01:00", [["00:00", "24:00"]], 23 * 60),
        ("Europe/Berlin", "2026-03-29T00:00+01:00", [["02:15", "04:00"]], 60),  # opens when the clock has jumped
        ("Europe/Berlin", "2026-03-29T00:00+01:00", [["02:15", "02:45"]], 0),
        ("Europe/Berlin", "2026-10-25T00:00+02:00", [["00:00", "24:00"]], 25 * 60),
        ("Europe/Berlin", "2026-10-25T00:00+02:00", [["02:15", "02:45"]], 60),  # shown twice, counted twice
        ("America/New_York", "2026-11-01T00:00-04:00", [["00:00", "24:00"]], 25 * 60),
        ("Australia/Lord_Howe", "2026-04-05T00:00+11:00", [["00:00", "24:00"]], 24 * 60 + 30),
        ("Australia/Lord_Howe", "2026-10-04T00:00+10:30", [["00:00", "24:00"]], 24 * 60 - 30),
        ("Pacific/Apia", "2011-12-29T00:00-10:00", [["00:00", "24:00"]], 24 * 60),  # the 30th never was
    ],
)
def test_days_of_another_length(zone: str, start: str, week: list[list[str]], minutes: int) -> None:
    day = datetime.fromisoformat(start)
    spec: dict[str, Any] = {"timezone": zone, "week": {f"{day:%a}".lower(): week}}
    calendar = calendar_from(spec)
    assert minutes_between(calendar, day - timedelta(hours=1), day + timedelta(hours=26)) == minutes


def test_dated_weeks_change_at_midnight() -> None:
    calendar = calendar_from(
        {
            "timezone": "Europe/Moscow",
            "weeks": [
                {"from": "2026-11-10", "week": {"mon": [["10:00", "12:00"]], "tue": [["10:00", "12:00"]]}},
                {"from": None, "week": {"mon": [["09:00", "18:00"]], "tue": [["09:00", "18:00"]]}},
            ],
        }
    )
    assert minutes_between(calendar, moscow("2026-11-09T00:00"), moscow("2026-11-11T00:00")) == 540 + 120


@pytest.mark.parametrize("minutes", [0, -1, 527_041, 10 * 366 * 24 * 60])
def test_a_target_of_nothing_or_of_ten_years_is_refused_by_name(minutes: int) -> None:
    with pytest.raises(BadInput, match=r"^target_minutes: -?\d+ is not a number of minutes from 1 to 527040"):
        due_at(office(), started_at=moscow("2026-11-20T10:00"), target_minutes=minutes)


def test_a_reversed_pause_and_a_step_before_the_start_are_refused_by_name() -> None:
    start = moscow("2026-11-20T10:00")
    spell = (start, start + timedelta(minutes=1))
    with pytest.raises(BadInput, match=r"^pauses\[1\]: This pause ends before it begins"):
        due_at(office(), started_at=start, target_minutes=1, pauses=[spell, spell[::-1]])
    with pytest.raises(BadInput, match=r"^offsets_minutes: A step of -1 minutes lies before the start"):
        plan(office(), started_at=start, offsets_minutes=[1, -1])


def test_what_is_too_far_away_is_refused_however_much_the_calendar_knows_already() -> None:
    minute_a_week = calendar_from({"timezone": "UTC", "week": {"mon": [["09:00", "09:01"]]}})
    start = moscow("2026-11-20T10:00")
    for _ in range(2):
        assert due_at(minute_a_week, started_at=start, target_minutes=1043) is not None
        with pytest.raises(BeyondHorizon, match=r"^target_minutes: 1100 minutes .* within 20 years"):
            due_at(minute_a_week, started_at=start, target_minutes=1100)
        with pytest.raises(
            BeyondHorizon, match=r"^minutes: 1100 minutes of this calendar reach back more than 20 years"
        ):
            instant_before(minute_a_week, at=start, minutes=1100)
        minutes_between(minute_a_week, datetime(1990, 1, 1, tzinfo=UTC), datetime(2080, 1, 1, tzinfo=UTC))


def test_a_pause_of_thirty_years_is_beyond_the_horizon() -> None:
    start = moscow("2026-11-20T10:00")
    with pytest.raises(BeyondHorizon):
        due_at(office(), started_at=start, target_minutes=60, pauses=[(start, start + timedelta(days=11_000))])


def test_a_clock_without_a_zone_is_a_mistake_of_the_program() -> None:
    naive = moscow("2026-11-20T10:00").replace(tzinfo=None)
    with pytest.raises(TypeError):
        minutes_between(office(), naive, naive + timedelta(hours=1))


def test_the_written_form_is_not_changed() -> None:
    before = repr(OFFICE)
    office()
    assert repr(OFFICE) == before
