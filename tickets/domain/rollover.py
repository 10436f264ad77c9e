"""How a contract's prepaid minutes go from month to month, and what goes beyond them (C2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from workload.domain.months import MONTHS_A_YEAR, number_of

MINUTES_AN_HOUR = 60
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

    def included_in(self, month: date) -> int:
        return self.included if self.ends_on is None or month <= self.ends_on else 0


@dataclass(frozen=True, slots=True)
class MonthHours:
    """A contract's month in minutes. `carried`: what earlier months, or the contract before it in the same month, left
    over and has not expired. `used` is negative when more was taken back than worked."""

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


@dataclass(frozen=True, slots=True)
class Course:
    """A contract and what became of it. `used`: first of a month → billed minutes; `told`: the months as the client
    has them in a report that was sent, which stay so (I5)."""

    terms: Terms
    used: Mapping[date, int] = field(default_factory=dict)
    told: Mapping[date, MonthHours] = field(default_factory=dict)

    def has_begun(self, month: date) -> bool:
        return number_of(self.terms.starts_on) <= number_of(month)


@dataclass(slots=True)
class Kept:
    """Prepaid minutes that can still be used: (number of the last month in which they can, minutes)."""

    parts: list[tuple[int, int]] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(minutes for _last, minutes in self.parts)

    def expire(self, number: int) -> None:
        self.parts = [part for part in self.parts if part[0] >= number]

    def add(self, last: int, minutes: int) -> None:
        self.parts = sorted([*self.parts, (last, minutes)])

    def take(self, minutes: int) -> None:
        """What expires first is used first; beyond what is kept nothing is."""
        left = []
        for last, held in self.parts:
            taken = min(held, minutes)
            minutes -= taken
            left.append((last, held - taken))
        self.parts = [part for part in left if part[1]]


def months_of_project(chain: Sequence[Course], until: date) -> list[list[MonthHours]]:
    """For each contract of a project, in the order in which they follow one another, its months from its first to that
    of `until`; after its end it includes nothing.

    A contract that follows another takes over what is kept, as it was agreed with the one before. Where both hold in a
    month, the month is not given twice: the second takes over what the first has left of it and adds only what it
    includes more. So nothing that was prepaid is lost or doubled, and what the first said of the month stays true.
    """
    found: list[list[MonthHours]] = [[] for _course in chain]
    kept = Kept()
    for month in months_between(chain[0].terms.starts_on, until):
        kept.expire(number_of(month))
        begun = [index for index, course in enumerate(chain) if course.has_begun(month)]
        given = 0
        for index in begun:
            is_followed = index + 1 in begun and chain[index + 1].terms.starts_on <= month
            hours = hours_in(chain[index], month, given, Kept() if is_followed else kept, is_followed=is_followed)
            given += hours.included
            found[index].append(hours)
    return found


def hours_in(course: Course, month: date, given: int, kept: Kept, *, is_followed: bool) -> MonthHours:
    """One contract's month; takes what was used from `kept`. `given`: what others include in the month."""
    included = 0 if is_followed else max(0, course.terms.included_in(month) - given)
    hours = course.told.get(month) or MonthHours(month, included, kept.minutes, course.used.get(month, 0))
    kept.add(number_of(month) + course.terms.rollover_months, hours.included)
    kept.take(max(0, hours.used))
    return hours


def beyond_amount(minutes: int, rate: Decimal) -> Decimal:
    """`minutes` at `rate` rubles an hour, by the minute, rounded half up to the kopeck. Neither is negative."""
    exact = int(rate * KOPECKS) * minutes
    return Decimal((2 * exact + MINUTES_AN_HOUR) // (2 * MINUTES_AN_HOUR)).scaleb(-2)


def months_between(first: date, last: date) -> Iterator[date]:
    """The firsts of the months from that of `first` to that of `last`; none when it is earlier."""
    for number in range(number_of(first), number_of(last) + 1):
        yield date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)
