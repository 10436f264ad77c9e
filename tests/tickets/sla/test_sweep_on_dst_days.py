"""On the nights when the clocks of a zone change, each step comes once and at its instant (S1, S3)."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import NOW, a_project, an_employee
from tests.factories.calendars import a_calendar
from tests.factories.sla import a_policy
from tests.tickets.sla.conftest import Desk
from tickets.actions.sla.sweep import sweep
from tickets.models import ClockStep

pytestmark = pytest.mark.django_db
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HALF_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    "change", [datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)], ids=["back", "forward"]
)
def test_a_clock_across_the_change_breaks_after_sixty_real_minutes(change: datetime) -> None:
    berlin = a_calendar(hours=(("00:00", "24:00"),), days=WEEK, timezone="Europe/Berlin")
    a_policy(calendar=berlin, is_default=True)
    desk = Desk(a_project(owner=an_employee("manager")))
    asked_at = change - HALF_HOUR
    ticket = desk.asked((asked_at - NOW).total_seconds() / 60)
    clock = desk.clock(ticket, "first_response")
    assert clock.due_at == asked_at + 2 * HALF_HOUR
    for minute in range(75):
        sweep(at=asked_at + timedelta(minutes=minute))
    taken = ClockStep.objects.filter(clock=clock).order_by("position")
    assert list(taken.values_list("step", "at")) == [
        ("warn", asked_at + timedelta(minutes=45)),
        *((step, asked_at + timedelta(minutes=60)) for step in ("breach", "manager", "operator")),
    ]
    clock.refresh_from_db()
    assert clock.breached_at == asked_at + timedelta(minutes=60)
