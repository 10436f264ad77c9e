"""A term of D4 as English sentences, for `calculate` and for logs; pages have words of their own."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from disputes.domain.terms import Term


def explanation_lines(term: Term, timezone: str) -> list[str]:
    """When it was opened, which days did not count, and at whose end it is over."""
    return [
        f"Opened on {term.opened_on} in {timezone}; the first day is {term.opened_on + timedelta(days=1)}.",
        *(_away(first, last) for first, last in runs_of(term.absent_days)),
        f"Day {len(term.counted_days)} is {term.last_day}: an answer is in time until it ends.",
    ]


def _away(first: date, last: date) -> str:
    if first == last:
        return f"{first} does not count: absent all day."
    return f"{first} to {last} do not count: absent {(last - first).days + 1} whole days."


def runs_of(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """First and last of the days that follow each other."""
    if not days:
        return
    first = days[0]
    for day, following in pairwise(days):
        if (following - day).days > 1:
            yield first, day
            first = following
    yield first, days[-1]
