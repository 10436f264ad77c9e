"""How long silence may last before a ticket that was handed over closes by itself (T4)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WEEKEND = (5, 6)


def after_working_days(start: datetime, days: int, timezone: str) -> datetime:
    """The same local time of day `days` working days (Monday to Friday) after `start`; aware in, UTC-comparable out."""
    zone = ZoneInfo(timezone)
    local = start.astimezone(zone).replace(tzinfo=None)
    while days:
        local += timedelta(days=1)
        days -= local.weekday() not in WEEKEND
    return local.replace(tzinfo=zone)
