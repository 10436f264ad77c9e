"""The digest on return: once, for what was long enough, when work begins (S7)."""

from datetime import date, datetime, timedelta

import pytest

from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from tests.factories import (
    NOW,
    a_department,
    a_message,
    a_project,
    a_ticket,
    an_absence,
    an_away_mark,
    an_employee,
    moscow,
    viewer,
    with_calendar,
)
from tickets.models import AwayDigest
from workload.actions.presence import come_back, mark_away
from workload.actions.presence_edges import tell_presence_edges
from workload.models import Employee, PresenceWatermark

pytestmark = pytest.mark.django_db
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def manager() -> Employee:
    PresenceWatermark.objects.create(told_until=NOW)
    return an_employee("manager", department=a_department())


@pytest.mark.parametrize(("minutes", "count"), [(119, 0), (120, 1), (121, 1)])
def test_two_hours_are_long_enough(manager: Employee, minutes: int, count: int) -> None:
    mark = an_away_mark(manager, minutes=minutes)
    tell_presence_edges(at=mark.ends_at - SECOND)
    assert not AwayDigest.objects.exists()
    tell_presence_edges(at=mark.ends_at)
    assert AwayDigest.objects.count() == Notice.objects.count() == count


def test_it_is_told_once_and_says_what_waits(manager: Employee) -> None:
    mark = an_away_mark(manager, minutes=180)
    ticket = a_ticket(a_project(owner=manager))
    a_message(ticket, "in", at=NOW + HOUR)
    a_message(a_ticket(ticket.project), "in", at=NOW - HOUR)
    for minute in range(3):
        tell_presence_edges(at=mark.ends_at + minute * timedelta(minutes=1))
    notice = Notice.objects.get()
    assert notice.facts == {"tickets": 1, "waiting": 2}
    assert words_of(notice).body == "1 ticket has new messages. 2 clients wait for you now."
    assert notice.url == f"/away/{AwayDigest.objects.get().pk}/"


def test_coming_back_early_is_a_return_even_when_the_minute_has_just_been_told(manager: Employee) -> None:
    mark_away(by=viewer(manager), at=NOW + SECOND, minutes=600)
    come_back(by=viewer(manager), at=NOW + 3 * HOUR)
    PresenceWatermark.objects.update(told_until=NOW + 3 * HOUR + SECOND)
    tell_presence_edges(at=NOW + 3 * HOUR + timedelta(minutes=1))
    assert AwayDigest.objects.get().ends_at == NOW + 3 * HOUR


@pytest.mark.parametrize("minutes", [90, 600])
def test_a_mark_that_outlasts_the_absence_delays_the_one_digest(manager: Employee, minutes: int) -> None:
    an_absence(manager, date(2026, 11, 18), days=2)
    end = moscow(0, day=date(2026, 11, 20))
    mark = an_away_mark(manager, end - timedelta(minutes=5), minutes=minutes)
    PresenceWatermark.objects.update(told_until=end - HOUR)
    for at in (end, mark.ends_at - SECOND):
        tell_presence_edges(at=at)
        assert not AwayDigest.objects.exists()
    for at in (mark.ends_at, mark.ends_at + HOUR, end + 11 * HOUR, end + 12 * HOUR):
        tell_presence_edges(at=at)
        assert AwayDigest.objects.get().starts_at == moscow(0, day=date(2026, 11, 18))


def test_absences_that_follow_each_other_are_one(manager: Employee) -> None:
    an_absence(manager, date(2026, 11, 16), days=2)
    an_absence(manager, date(2026, 11, 18))
    PresenceWatermark.objects.update(told_until=moscow(23, day=date(2026, 11, 17)))
    tell_presence_edges(at=moscow(0))
    assert not AwayDigest.objects.exists()
    tell_presence_edges(at=moscow(0, day=date(2026, 11, 19)))
    assert AwayDigest.objects.get().starts_at == moscow(0, day=date(2026, 11, 16))


def test_it_is_delivered_when_work_begins(manager: Employee) -> None:
    with_calendar(manager.employments.get().department)
    an_absence(manager, date(2026, 11, 18))
    at: datetime = moscow(0, day=date(2026, 11, 19))
    tell_presence_edges(at=at)
    assert Notice.objects.get().deliver_at == moscow(9, day=date(2026, 11, 19))


def test_a_request_that_was_never_approved_tells_nothing(manager: Employee) -> None:
    an_absence(manager, date(2026, 11, 18), state="requested")
    tell_presence_edges(at=moscow(0, day=date(2026, 11, 19)))
    assert not Notice.objects.exists()
