"""On which days a respondent is reminded of the time to answer (D4)."""

from collections.abc import Collection, Sequence
from datetime import date


def reminder_due(counted_days: Sequence[date], numbers: Collection[int], today: date) -> date | None:
    """The latest day of a reminder that has come by `today`; None before the first one. `numbers`: the first day that
    counts is day 1; a number beyond the last day is never reached."""
    days = [counted_days[number - 1] for number in numbers if 1 <= number <= len(counted_days)]
    return max((day for day in days if day <= today), default=None)
