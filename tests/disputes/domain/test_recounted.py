"""D4: a running term counted anew, and the days of reminders."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disputes.domain.recounted import recounted
from disputes.domain.reminders import reminder_due
from disputes.domain.terms import respond_by, start_of
from workload.domain.zones import zone_named

OPENED = datetime(2026, 10, 21, 11, tzinfo=UTC)
DAY = timedelta(days=1)
ZONES = st.sampled_from(["Europe/Moscow", "Europe/Berlin", "Asia/Vladivostok", "America/New_York"])
ABSENCES = st.lists(
    st.tuples(st.integers(-3, 25), st.integers(0, 9)).map(
        lambda span: (OPENED.date() + span[0] * DAY, OPENED.date() + (span[0] + span[1]) * DAY)
    ),
    max_size=3,
)


@settings(max_examples=60)
@given(zone=ZONES, before=ABSENCES, after=ABSENCES, hours=st.integers(0, 900))
def test_it_is_what_the_absences_say_but_never_over_before_tonight(zone, before, after, hours):
    term = respond_by(OPENED, zone, 7, before)
    at = min(OPENED + timedelta(hours=hours), term.respond_by - timedelta(seconds=1))
    anew = recounted(term, OPENED, zone, after, at=at)
    plain = respond_by(OPENED, zone, 7, after)
    assert (anew.counted_days, anew.absent_days) == (plain.counted_days, plain.absent_days)
    place = zone_named(zone)
    tonight = start_of(at.astimezone(place).date() + DAY, place)
    assert anew.respond_by == max(plain.respond_by, min(term.respond_by, tonight))
    # Counting once more, until it is over, changes nothing.
    for later in (at, anew.respond_by - timedelta(seconds=1)):
        assert recounted(anew, OPENED, zone, after, at=later) == anew


@pytest.mark.parametrize(
    ("today", "numbers", "due"),
    [(2, (3, 6), None), (3, (3, 6), 3), (5, (3, 6), 3), (6, (3, 6), 6), (9, (6, 3), 6), (7, (8, 0), None)],
)
def test_the_latest_reminder_that_has_come_is_due(today, numbers, due):
    days = [date(2026, 11, day) for day in range(1, 8)]
    assert reminder_due(days, numbers, date(2026, 11, today)) == (date(2026, 11, due) if due else None)
