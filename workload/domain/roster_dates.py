"""When a roster is due, and who is told of it on which day (L1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from workload.domain.policies import WorkloadRules

FIRST_REMINDER, LAST_REMINDER = timedelta(days=3), timedelta(days=1)
# A list of who is missing that nobody was told in a week is no news any more.
TOLD_FOR: Final = timedelta(days=7)


class Telling(StrEnum):
    """What is told on a day: the reminders go to who has not submitted, the list of them to who decides."""

    FIRST = "first"
    LAST = "last"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DueRoster:
    """The month (its first day) whose roster is spoken of on a day, and when it is due."""

    month: date
    due_on: date
    telling: Telling | None


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_later(month: date, count: int) -> date:
    """The first day of the month so many months later, or earlier for a negative count."""
    years, rest = divmod(month.month - 1 + count, 12)
    return date(month.year + years, rest + 1, 1)


def last_day_of(month: date) -> date:
    return months_later(month, 1) - timedelta(days=1)


def due_on(month: date, rules: WorkloadRules) -> date:
    """The day by whose end the roster of `month` is submitted."""
    return months_later(month, -rules.months_ahead).replace(day=rules.submit_day)


def is_late(submitted_on: date, month: date, rules: WorkloadRules) -> bool:
    """Submitted after the day on which it was due."""
    return submitted_on > due_on(month, rules)


def due_roster(today: date, rules: WorkloadRules) -> DueRoster:
    """The month that is due in the month of `today`, and what is told of it today."""
    month = months_later(month_of(today), rules.months_ahead)
    due = due_on(month, rules)
    return DueRoster(month, due, _telling(today, due))


def _telling(today: date, due: date) -> Telling | None:
    """What was missed on its day is told on the next one, until something later is to be told instead."""
    if due < today <= due + TOLD_FOR:
        return Telling.MISSING
    if due - LAST_REMINDER <= today <= due:
        return Telling.LAST
    if due - FIRST_REMINDER <= today < due - LAST_REMINDER:
        return Telling.FIRST
    return None
