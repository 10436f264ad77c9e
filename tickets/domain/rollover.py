"""How a contract's prepaid minutes go from month to month, and what goes beyond them (C2)."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MINUTES_AN_HOUR = 60
MONTHS_A_YEAR = 12
KOPECKS = 100


@dataclass(frozen=True, slots=True)
class Terms:
    """Prepaid minutes a month, for how many months after its own an unused minute stays usable, and both days.

    A contract that begins or ends in mid-month has the whole hours of that month: hours are not split by days.
    """

    included: int
    rollover_months: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class MonthHours:
    """A contract's month in minutes. `carried`: what earlier months left over and has not expired. `used` is negative
    when more was taken back than worked."""

    month: date
    included: int
    carried: int
    used: int

    @property
    def available(self) -> int:
        return self.included + self.carried

    @property
    def beyond(self) -> int:
        return max(0, self.used - self.available)


def months_of_contract(terms: Terms, used: Mapping[date, int], until: date) -> list[MonthHours]:
    """Each month from the contract's first to that of `until`; after its end it includes nothing.

    `used`: first of a month → billed minutes. What is used is taken from the oldest carried minutes first, then from
    the month's own; what is taken back is never carried.
    """
    kept: deque[tuple[int, int]] = deque()  # (number of the last month in which they can be used, minutes)
    found = []
    for month in months_between(terms.starts_on, until):
        number = number_of(month)
        while kept and kept[0][0] < number:
            kept.popleft()
        included = terms.included if terms.ends_on is None or month <= terms.ends_on else 0
        spent = used.get(month, 0)
        found.append(MonthHours(month, included, sum(minutes for _last, minutes in kept), spent))
        left = included - taken_from(kept, max(0, spent))
        if terms.rollover_months and left > 0:
            kept.append((number + terms.rollover_months, left))
    return found


def taken_from(kept: deque[tuple[int, int]], minutes: int) -> int:
    """Takes `minutes` from what was kept, the oldest first; returns those it did not hold."""
    while kept and minutes:
        last, held = kept.popleft()
        if held > minutes:
            kept.appendleft((last, held - minutes))
            return 0
        minutes -= held
    return minutes


def beyond_amount(minutes: int, rate: Decimal) -> Decimal:
    """`minutes` at `rate` rubles an hour, by the minute, rounded half up to the kopeck. Neither is negative."""
    exact = int(rate * KOPECKS) * minutes
    return Decimal((2 * exact + MINUTES_AN_HOUR) // (2 * MINUTES_AN_HOUR)).scaleb(-2)


def months_between(first: date, last: date) -> Iterator[date]:
    """The firsts of the months from that of `first` to that of `last`; none when it is earlier."""
    for number in range(number_of(first), number_of(last) + 1):
        yield date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)


def number_of(day: date) -> int:
    """Months since the year 0, so that months can be counted."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def month_after(day: date, months: int = 1) -> date:
    """The first of the month so many months after that of `day`; negative: before."""
    number = number_of(day) + months
    return date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)
