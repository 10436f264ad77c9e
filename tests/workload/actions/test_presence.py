"""Away now, and back (L3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import NOW, an_employee, viewer
from workload.actions.presence import come_back, mark_away
from workload.models import AwayMark, Employee
from workload.queries.presence import presence_of
from workload.signals import presence_changed

pytestmark = pytest.mark.django_db
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


@pytest.fixture
def told() -> Iterator[list[frozenset[int]]]:
    """Whose presence was told to have changed."""
    heard: list[frozenset[int]] = []

    def hear(*, employee_ids: frozenset[int], **_more: Any) -> None:
        heard.append(employee_ids)

    presence_changed.connect(hear, weak=False)
    yield heard
    presence_changed.disconnect(hear)


def state(employee: Employee, at: datetime) -> str:
    return presence_of([employee.pk], at)[employee.pk].state


def test_a_mark_holds_until_its_end_and_is_told(told: list[frozenset[int]]) -> None:
    employee = an_employee("manager")
    mark_away(by=viewer(employee), at=NOW, kind="meeting", until=NOW + HOUR)
    assert [state(employee, NOW + after) for after in (timedelta(), HOUR - SECOND, HOUR)] == ["away", "away", "here"]
    assert told == [frozenset({employee.pk})]
    assert AuditEntry.objects.get(action="presence.away").after["kind"] == "meeting"


def test_half_an_hour_unless_said_otherwise() -> None:
    employee = an_employee("manager")
    assert mark_away(by=viewer(employee), at=NOW).ends_at == NOW + timedelta(minutes=30)
    assert mark_away(by=viewer(employee), at=NOW + SECOND, minutes=60).ends_at == NOW + SECOND + HOUR


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"until": NOW}, "until"),
        ({"until": NOW - SECOND}, "until"),
        ({"until": NOW + 12 * HOUR + SECOND}, "until"),
        ({"minutes": 721}, "minutes"),
        ({"minutes": -1}, "minutes"),
        ({"kind": "holiday"}, "kind"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_with_its_field(given: dict[str, Any], field: str) -> None:
    employee = an_employee("manager")
    with pytest.raises(Refused) as refusal:
        mark_away(by=viewer(employee), at=NOW, **given)
    assert refusal.value.field == field
    assert not AwayMark.objects.exists()


def test_twelve_hours_are_the_most() -> None:
    mark_away(by=viewer(an_employee("manager")), at=NOW, until=NOW + 12 * HOUR)


def test_a_new_mark_replaces_the_one_that_runs() -> None:
    employee = an_employee("manager")
    mark_away(by=viewer(employee), at=NOW, kind="lunch", minutes=60)
    mark_away(by=viewer(employee), at=NOW + timedelta(minutes=10), kind="meeting", minutes=60)
    kinds = AwayMark.objects.order_by("starts_at").values_list("kind", "ends_at")
    assert list(kinds) == [("lunch", NOW + timedelta(minutes=10)), ("meeting", NOW + timedelta(minutes=70))]


def test_coming_back_ends_the_mark_once(told: list[frozenset[int]]) -> None:
    employee = an_employee("manager")
    mark_away(by=viewer(employee), at=NOW)
    assert come_back(by=viewer(employee), at=NOW + SECOND)
    assert not come_back(by=viewer(employee), at=NOW + 2 * SECOND)
    assert state(employee, NOW + SECOND) == "here"
    assert len(told) == 2


def test_coming_back_at_once_leaves_no_mark() -> None:
    employee = an_employee("manager")
    mark_away(by=viewer(employee), at=NOW)
    assert come_back(by=viewer(employee), at=NOW)
    assert not AwayMark.objects.exists()


def test_only_an_employee_is_away() -> None:
    with pytest.raises(NotAllowed):
        mark_away(by=Viewer.system(NOW), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_leaves_one_mark() -> None:
    employee = an_employee("manager")
    by = viewer(employee)
    outcomes = run_at_once(*[lambda: mark_away(by=by, at=NOW)] * 2)
    assert all(isinstance(mark, AwayMark) for mark in outcomes), outcomes
    assert AwayMark.objects.holding(NOW).count() == AwayMark.objects.count() == 1
