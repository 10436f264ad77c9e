"""How long silence may last before a ticket that was handed over closes by itself (T4)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEKEND = (5, 6)
# A calendar that rests longer than that does not work any more.
LONGEST_REST = 366


def is_weekday(day: date) -> bool:
    """Monday to Friday: what counts as a working day without a calendar."""
    return day.weekday() not in WEEKEND


def after_working_days(
    start: datetime, days: int, timezone: str, is_working: Callable[[date], bool] = is_weekday
) -> datetime:
    """The same local time of day `days` working days after `start`; aware in, UTC-comparable out. From a day on after
    which a calendar does not work for more than a year, weekdays are counted."""
    zone = ZoneInfo(timezone)
    local = start.astimezone(zone).replace(tzinfo=None)
    for _day in range(days):
        ahead = _days_until(local.date(), is_working) or _days_until(local.date(), is_weekday)
        local += timedelta(days=ahead)
    return local.replace(tzinfo=zone)


def _days_until(day: date, is_working: Callable[[date], bool]) -> int:
    """How many days after `day` the next working day is; 0 when there is none for a year."""
    ahead = range(1, LONGEST_REST + 1)
    return next((number for number in ahead if is_working(day + timedelta(days=number))), 0)
