"""Working calendars, written through the actions, so that rows and versions agree."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from support_desk.shared.viewer import Viewer
from tests.factories.people import NOW, serial
from workload.actions.calendars import create_calendar, set_day
from workload.models import WorkingCalendar
from workload.queries.calendars import VERSIONS

NINE_TO_SIX = (("09:00", "13:00"), ("14:00", "18:00"))
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
SYSTEM = Viewer.system(NOW)


def a_calendar(
    name: str = "",
    *,
    hours: Sequence[tuple[str, str]] = NINE_TO_SIX,
    days: Sequence[str] = WEEKDAYS,
    holidays: Sequence[date] = (),
    **over: Any,
) -> WorkingCalendar:
    """Eight hours from Monday to Friday in Moscow; `is_around_the_clock=True` for one without a week."""
    number = next(serial)
    about: dict[str, Any] = {"code": f"calendar-{number}", "name": name or f"Calendar {number}", **over}
    if not about.get("is_around_the_clock"):
        about.setdefault("week", dict.fromkeys(days, hours))
    calendar = create_calendar(by=SYSTEM, at=NOW, **about)
    for day in holidays:
        set_day(calendar=calendar, day=day, kind="holiday", by=SYSTEM, at=NOW)
    calendar.refresh_from_db()
    for written in range(1, calendar.version + 1):
        # A test that is rolled back in the end never commits; for counting statements its versions stand.
        VERSIONS.committed((calendar.pk, written))
    return calendar
