"""Months by the calendar of where one is."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workload.domain.months import month_after


def is_over(month: date, at: datetime, zones: Iterable[str]) -> bool:
    """Whether `month` (its first day) lies behind in every one of these zones; in UTC when there are none."""
    following = month_after(month)
    return all(at.astimezone(ZoneInfo(zone)).date() >= following for zone in {*zones} or {"UTC"})
