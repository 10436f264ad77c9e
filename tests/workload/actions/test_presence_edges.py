"""What time alone changes is told once, caught up, and by nobody twice (L4)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.at_once import run_at_once
from tests.factories import NOW, a_department, an_absence, an_away_mark, an_employee, moscow, with_calendar
from workload.actions.presence_edges import tell_presence_edges
from workload.models import PresenceWatermark
from workload.signals import presence_changed

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
Told = list[tuple[frozenset[int], datetime | None]]


@pytest.fixture
def told() -> Iterator[Told]:
    heard: Told = []

    def hear(*, employee_ids: frozenset[int], since: datetime | None, **_more: Any) -> None:
        heard.append((employee_ids, since))

    presence_changed.connect(hear, weak=False)
    yield heard
    presence_changed.disconnect(hear)


def start(at: datetime) -> None:
    PresenceWatermark.objects.create(told_until=at)


@pytest.mark.parametrize(("moved", "count"), [(-MINUTE, 0), (timedelta(), 1), (MINUTE, 1)])
def test_a_mark_that_expires_is_told_at_its_end(told: Told, moved: timedelta, count: int) -> None:
    mark = an_away_mark()
    an_employee("manager")
    start(NOW)
    assert tell_presence_edges(at=mark.ends_at + moved) == count
    assert told == [(frozenset({mark.employee_id} if count else ()), NOW)]


def test_each_edge_is_told_once(told: Told) -> None:
    mark = an_away_mark()
    start(NOW)
    assert [tell_presence_edges(at=mark.ends_at + after * MINUTE) for after in (0, 0, 1)] == [1, 0, 0]


def test_an_absence_begins_at_midnight_and_the_working_day_at_nine() -> None:
    absent = an_employee("manager", department=with_calendar(a_department()))
    an_absence(absent, moscow(0).date() + timedelta(days=1))
    there = an_employee("manager", department=with_calendar(a_department()))
    start(moscow(17))
    evening, midnight = tell_presence_edges(at=moscow(18)), tell_presence_edges(at=moscow(23, 59) + MINUTE)
    assert (evening, midnight) == (2, 1)
    assert tell_presence_edges(at=moscow(9) + timedelta(days=1)) == 1
    assert there.pk


def test_what_passed_while_nothing_ran_is_caught_up(told: Told) -> None:
    mark = an_away_mark(minutes=30)
    start(NOW)
    assert tell_presence_edges(at=NOW + 3 * HOUR) == 1
    assert told[-1] == (frozenset({mark.employee_id}), NOW)


def test_a_clock_set_back_tells_of_nobody_and_still_has_work_routed(told: Told) -> None:
    an_away_mark()
    start(NOW + HOUR)
    assert tell_presence_edges(at=NOW) == 0
    assert told == [(frozenset(), NOW + HOUR)]
    assert PresenceWatermark.objects.get().told_until == NOW + HOUR


def test_the_first_telling_is_about_everybody(told: Told) -> None:
    an_employee("manager")
    assert tell_presence_edges(at=NOW) == 1
    assert told[0][1] == NOW


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_once() -> None:
    mark = an_away_mark()
    start(NOW)
    outcomes = run_at_once(*[lambda: tell_presence_edges(at=mark.ends_at)] * 2)
    assert sorted(outcomes) == [0, 1]
