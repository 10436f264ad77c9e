"""Norm targets of somebody new: a share of the norm by month of service (L9), read by pay (Y2)."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from workload.domain.planned import PERCENT, PlannedDay, norm_minutes, share_of

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


def target_minutes(norm: int, percent: int) -> int:
    """What is to be reached, rounded half up once."""
    return share_of(norm, percent)


def target_of(days: Iterable[PlannedDay], hired_on: date, ramp: Sequence[int]) -> int:
    """What is to be reached on these days: of the norm of each the share of its month of service, rounded once a
    share."""
    by_percent: dict[int, list[PlannedDay]] = defaultdict(list)
    for day in days:
        by_percent[ramp_percent(ramp, month_of_service(hired_on, day.day))].append(day)
    return sum(target_minutes(norm_minutes(some), percent) for percent, some in by_percent.items())
