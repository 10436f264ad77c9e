"""How much a week usually differs from the ones before it, by the same week of last year (R3)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

WEEKS_BACK: Final = 8
WEEK: Final = timedelta(weeks=1)
YEAR: Final = timedelta(weeks=52)
LEAST_PERCENT, MOST_PERCENT = 50, 200


def weeks_before(monday: date) -> list[date]:
    """Mondays of the full weeks that make the average, the oldest first."""
    return [monday - WEEK * back for back in range(WEEKS_BACK, 0, -1)]


def season_percents(weeks: Sequence[date], minutes: Mapping[date, int]) -> list[int]:
    """For each Monday of `weeks`, which begin now: what last year's week brought against the eight weeks before the
    first, in percent, between half and twice; 100 where last year has no eight full weeks to compare with."""
    base = [minutes.get(week, 0) for week in weeks_before(weeks[0] - YEAR)]
    if min(base) <= 0:
        return [100] * len(weeks)
    return [_percent(minutes.get(week - YEAR, 0) * WEEKS_BACK, sum(base)) for week in weeks]


def _percent(part: int, whole: int) -> int:
    return min(MOST_PERCENT, max(LEAST_PERCENT, (200 * part + whole) // (2 * whole)))
