"""Calendars to count with: current ones, earlier versions, and what an undone change leaves behind (S1, S2)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from support_desk.shared.versions import VersionCache
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_calendar, a_department
from workload.actions.calendars import set_day, update_calendar
from workload.domain.business_time import due_at, minutes_between
from workload.queries.calendars import (
    VERSIONS,
    calendar_of,
    calendar_versions,
    calendars_of_departments,
    current_calendars,
    default_calendar,
)

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(NOW)
FRIDAY_EVENING = datetime(2026, 11, 20, 14, 40, tzinfo=UTC)


def statements(do):
    with CaptureQueriesContext(connection) as captured:
        found = do()
    return len(captured.captured_queries), found


def test_a_calendar_counts_business_time_in_its_own_zone():
    calendar = calendar_of(a_calendar().pk)
    monday = due_at(calendar, started_at=FRIDAY_EVENING, target_minutes=60)
    assert monday == datetime(2026, 11, 23, 6, 40, tzinfo=UTC)


def test_around_the_clock_counts_every_minute():
    calendar = calendar_of(a_calendar(is_around_the_clock=True).pk)
    assert minutes_between(calendar, NOW, NOW + timedelta(days=2)) == 2 * 24 * 60


def test_an_earlier_version_says_what_it_said():
    made = a_calendar()
    set_day(calendar=made, day=date(2026, 11, 23), kind="holiday", by=SYSTEM, at=NOW)
    before, after = calendar_of(made.pk, made.version), calendar_of(made.pk)
    assert due_at(before, started_at=FRIDAY_EVENING, target_minutes=60) == datetime(2026, 11, 23, 6, 40, tzinfo=UTC)
    assert due_at(after, started_at=FRIDAY_EVENING, target_minutes=60) == datetime(2026, 11, 24, 6, 40, tzinfo=UTC)
    assert calendar_versions([made.pk]) == {made.pk: made.version + 1}


def test_a_version_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        calendar_of(a_calendar().pk, 7)


@pytest.mark.parametrize("count", [1, 3])
def test_many_current_calendars_take_one_statement_once_they_were_read(count):
    ids = [a_calendar().pk for _ in range(count)]
    assert statements(lambda: current_calendars(ids))[0] == 2
    again, found = statements(lambda: current_calendars(ids))
    assert (again, set(found)) == (1, set(ids))


def test_the_default_one_serves_departments_without_their_own():
    usual, own = a_calendar(is_default=True), a_calendar()
    plain, special = a_department(), a_department(calendar=own)
    assert default_calendar().id == usual.pk
    found = calendars_of_departments([plain.pk, special.pk])
    assert {one: calendar.id for one, calendar in found.items()} == {plain.pk: usual.pk, special.pk: own.pk}
    update_calendar(calendar=usual, by=SYSTEM, at=NOW, is_default=False)
    assert default_calendar() is None
    assert set(calendars_of_departments([plain.pk, special.pk])) == {special.pk}


def test_a_version_of_an_undone_change_is_not_kept():
    made = a_calendar()
    number = made.version + 1
    with transaction.atomic():
        set_day(calendar=made, day=date(2026, 11, 23), kind="holiday", by=SYSTEM, at=NOW)
        undone = calendar_of(made.pk, number)
        transaction.set_rollback(True)
    with pytest.raises(KeyError):
        calendar_of(made.pk, number)
    set_day(calendar=made, day=date(2026, 11, 24), kind="holiday", by=SYSTEM, at=NOW)
    assert calendar_of(made.pk, number) != undone


def test_one_that_is_never_undone_by_half_reads_its_own_versions_once():
    made = a_calendar()
    with transaction.atomic():
        set_day(calendar=made, day=date(2026, 11, 23), kind="holiday", by=SYSTEM, at=NOW)
        version = made.version + 1
        calendar_of(made.pk, version)
        assert statements(lambda: calendar_of(made.pk, version))[0] == 1
        VERSIONS.all_committed()
        calendar_of(made.pk, version)
        assert statements(lambda: calendar_of(made.pk, version))[0] == 0


def test_the_cache_forgets_what_was_not_used_for_longest():
    asked = []

    def read(keys):
        asked.append(sorted(keys))
        return {key: str(key) for key in keys}

    cache = VersionCache(read, size=2)
    for number in (1, 2, 1, 3, 1, 2):
        assert cache.get((0, number)) == f"(0, {number})"
    assert asked == [[(0, 1)], [(0, 2)], [(0, 3)], [(0, 2)]]
