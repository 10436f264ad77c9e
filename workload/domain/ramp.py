"""Norm targets of somebody new: a share of the norm by month of service (L9), read by pay (Y2)."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from workload.domain.planned import PERCENT, share_of

MONTHS = 12


def month_of_service(hired_on: date, day: date) -> int:
    """1 from the day of hire on, 2 from the same day of the next month on; where that month has no such day, from its
    last on. Before the day of hire it is the first."""
    months = (day.year - hired_on.year) * MONTHS + day.month - hired_on.month
    last = monthrange(day.year, day.month)[1]
    if day.day < min(hired_on.day, last):
        months -= 1
    return max(0, months) + 1


def ramp_percent(ramp: Sequence[int], month: int) -> int:
    """The share of the norm in a month of service; the last of `ramp` for all that follow, all of it without one."""
    return ramp[min(month, len(ramp)) - 1] if ramp else PERCENT


def target_minutes(norm_minutes: int, percent: int) -> int:
    """What is to be reached, rounded half up once."""
    return share_of(norm_minutes, percent)
