"""Months as their first days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS_A_YEAR = 12
HALF = 15


def number_of(day: date) -> int:
    """Months since the year 0, so that months can be counted."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def month_after(day: date, months: int = 1) -> date:
    """The first of the month so many months after that of `day`; negative: before."""
    number = number_of(day) + months
    return date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)


def last_day_of(month: date) -> date:
    """The last day of the month of that day."""
    return month_after(month) - timedelta(days=1)


def day_in(zone: str, at: datetime) -> date:
    """The day that it is in that zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def is_first_half(day: date) -> bool:
    """Until the 15th, as pay is paid twice a month (Y9)."""
    return day.day <= HALF
