"""I10: cover follows presence."""

from datetime import timedelta

import pytest

from support_desk.invariants.covers import COVERS
from tests.factories import NOW, a_cover_span, a_project, an_absence, an_employee
from workload.actions.presence_edges import tell_presence_edges
from workload.models import PresenceWatermark

pytestmark = pytest.mark.django_db
EARLIER = NOW - timedelta(hours=1)


def test_what_the_telling_leaves_behind_is_sound() -> None:
    project = a_project(owner=an_employee("manager"))
    an_absence(project.owner, cover=an_employee("manager"))
    tell_presence_edges(at=NOW)
    assert project.covers.count() == 1
    assert list(COVERS.check()) == []


def test_a_span_that_outlived_its_absence_is_named() -> None:
    span = a_cover_span(a_project(), starts_at=EARLIER)
    assert list(COVERS.check()) == [], "nothing was told yet"
    PresenceWatermark.objects.create(told_until=NOW)
    assert [broken.object for broken in COVERS.check()] == [f"cover {span.pk}"]


def test_a_cover_who_is_absent_is_named() -> None:
    span = a_cover_span(a_project(), starts_at=EARLIER)
    for person in (span.covered, span.cover):
        an_absence(person)
    PresenceWatermark.objects.create(told_until=NOW)
    assert [broken.detail for broken in COVERS.check()] == [f"is held by employee {span.cover_id}, who is absent"]
