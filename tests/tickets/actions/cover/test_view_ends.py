"""What a cover sees ends when the time away does, whether or not anything runs that would end the span (L4)."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_calendar,
    a_cover_span,
    a_shift,
    a_ticket,
    an_absence,
    an_away_mark,
    an_employee,
    moscow,
    viewer,
    with_calendar,
)
from tests.factories.presence import TODAY
from tests.tickets.actions.cover.conftest import Desk
from tickets.actions.cover import reroute
from tickets.models import CoverSpan, Project, Ticket
from tickets.models.cover import LONGEST_SILENCE
from workload.actions.presence_edges import tell_presence_edges
from workload.models import PresenceWatermark

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MIDNIGHT = moscow(0, day=TODAY + timedelta(days=1))


def sees(desk: Desk, at) -> bool:
    """Whether the colleague sees ticket and project at `at`, by one rule."""
    by = viewer(desk.colleague, at)
    tickets = Ticket.objects.visible_to(by).filter(pk=desk.ticket.pk).exists()
    assert Project.objects.visible_to(by).filter(pk=desk.project.pk).exists() is tickets
    return tickets


def test_of_an_absence_with_its_last_day(desk: Desk) -> None:
    an_absence(desk.manager, cover=desk.colleague)
    tell_presence_edges(at=NOW)
    PresenceWatermark.objects.update(told_until=MIDNIGHT - SECOND)
    assert not sees(desk, NOW - timedelta(days=1))
    assert sees(desk, MIDNIGHT - SECOND)
    assert CoverSpan.objects.get().ends_at is None, "nothing has run since"
    assert not sees(desk, MIDNIGHT)
    assert not sees(desk, MIDNIGHT + timedelta(days=9))


def test_before_anything_was_ever_told(desk: Desk) -> None:
    an_absence(desk.manager, cover=desk.colleague)
    reroute(at=NOW)
    assert not PresenceWatermark.objects.exists()
    assert sees(desk, MIDNIGHT - SECOND)
    assert not sees(desk, MIDNIGHT)


def test_not_between_two_absences_that_follow_each_other(desk: Desk) -> None:
    an_absence(desk.manager, cover=desk.colleague)
    an_absence(desk.manager, TODAY + timedelta(days=1), cover=desk.colleague)
    reroute(at=NOW)
    assert sees(desk, MIDNIGHT)
    assert not sees(desk, MIDNIGHT + timedelta(days=1))


def test_of_a_mark_with_its_end(desk: Desk) -> None:
    Project.objects.filter(pk=desk.project.pk).update(cover=desk.colleague)
    mark = an_away_mark(desk.manager)
    tell_presence_edges(at=NOW)
    PresenceWatermark.objects.update(told_until=mark.ends_at - SECOND)
    assert sees(desk, mark.ends_at - SECOND)
    assert not sees(desk, mark.ends_at)


def test_of_an_evening_with_the_next_shift(desk: Desk) -> None:
    Project.objects.filter(pk=desk.project.pk).update(cover=desk.colleague)
    shift = a_shift(desk.manager, NOW + timedelta(hours=2), hours=2)
    tell_presence_edges(at=NOW)
    PresenceWatermark.objects.update(told_until=shift.starts_at - SECOND)
    assert sees(desk, shift.starts_at - SECOND)
    assert not sees(desk, shift.starts_at)


def test_of_the_hours_of_a_department_when_presence_falls_silent(desk: Desk) -> None:
    """Nobody counts working hours in between, so that a quarter of an hour is the most."""
    with_calendar(desk.department, a_calendar(hours=(("14:00", "18:00"),)))
    Project.objects.filter(pk=desk.project.pk).update(cover=desk.colleague)
    a_shift(desk.colleague, NOW)
    tell_presence_edges(at=NOW)
    assert sees(desk, NOW + LONGEST_SILENCE)
    assert not sees(desk, NOW + LONGEST_SILENCE + SECOND)


def test_a_night_after_the_last_day_is_covered_on_when_presence_was_told(desk: Desk) -> None:
    with_calendar(desk.department)
    a_shift(desk.colleague, moscow(20), hours=10)
    an_absence(desk.manager, cover=desk.colleague)
    tell_presence_edges(at=moscow(20))
    assert sees(desk, MIDNIGHT - SECOND)
    Project.objects.filter(pk=desk.project.pk).update(cover=desk.colleague)
    tell_presence_edges(at=MIDNIGHT)
    assert CoverSpan.objects.holding(MIDNIGHT).get().level == "project"
    assert sees(desk, MIDNIGHT + SECOND)


def test_of_a_ticket_that_was_taken(desk: Desk) -> None:
    specialist = an_employee("specialist", department=desk.department)
    theirs = a_ticket(desk.project, assignee=specialist)
    an_absence(specialist)
    a_cover_span(theirs, desk.colleague, level="taken")
    assert viewer(desk.colleague, MIDNIGHT - SECOND).covered_ticket_ids == {theirs.pk}
    assert viewer(desk.colleague, MIDNIGHT).covered_ticket_ids == frozenset()


def test_whoever_covers_for_somebody_who_has_left_goes_on(desk: Desk) -> None:
    a_cover_span(desk.project, desk.colleague)
    PresenceWatermark.objects.create(told_until=NOW)
    assert sees(desk, NOW + SECOND)
