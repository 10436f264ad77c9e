"""When people are reminded to read a rule: at once, after 3 and 7 days, then every week (D2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

FIRST_REMINDERS: Final = (3, 7)
THEN_EVERY: Final = 7
# The head is told who has not read it a week after it was published.
HEAD_IS_TOLD_AFTER: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Unread:
    """A version somebody has to read, since the day on which it concerns them. `is_told`: they were told on that day,
    when it was published; whoever came later was not."""

    version_id: int
    since: date
    is_told: bool


def latest_reminder(unread: Iterable[Unread], today: date) -> date | None:
    """The last day up to today on which something was due to be said about these; None: nothing yet.

    All that is unread is said at once, so that one day has one reminder however many rules there are.
    """
    return max((day for one in unread if (day := _latest(one, today)) is not None), default=None)


def _latest(one: Unread, today: date) -> date | None:
    days = (today - one.since).days
    passed = [step for step in (*(() if one.is_told else (0,)), *FIRST_REMINDERS) if step <= days]
    last = FIRST_REMINDERS[-1]
    if days > last:
        passed.append(last + (days - last) // THEN_EVERY * THEN_EVERY)
    return one.since + timedelta(days=passed[-1]) if passed else None
