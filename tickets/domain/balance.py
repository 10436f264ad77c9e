"""How a month's prepaid time stands (C2), from figures alone."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NEARLY_USED_PERCENT = 80
SPARE_BELOW_PERCENT = 50


class Standing(StrEnum):
    """What the figures ask for. SPARE: propose a development of the project."""

    NOTHING_INCLUDED = "nothing_included"
    FINE = "fine"
    NEARLY_USED = "nearly_used"
    OVER = "over"
    SPARE = "spare"


@dataclass(frozen=True, slots=True)
class Balance:
    """Included, carried over and used billable minutes of the month of `day`, and the shares that call for a hint."""

    included: int
    used: int
    day: date
    carried: int = 0
    used_percent: int = NEARLY_USED_PERCENT
    spare_percent: int = SPARE_BELOW_PERCENT

    @property
    def available(self) -> int:
        """All that can be used before the rate applies."""
        return self.included + self.carried

    @property
    def percent(self) -> int:
        """Share used in whole percent, rounded down; 0 when nothing is included."""
        return 100 * max(self.used, 0) // self.available if self.available else 0

    @property
    def left(self) -> int:
        """Minutes still prepaid; negative beyond them."""
        return self.available - self.used

    @property
    def standing(self) -> Standing:
        """Above all of it: over; from 80 %: nearly used; under half in the last third of the month: spare."""
        if not self.available:
            return Standing.NOTHING_INCLUDED
        if self.used > self.available:
            return Standing.OVER
        if 100 * self.used >= self.used_percent * self.available:
            return Standing.NEARLY_USED
        is_spare = 100 * self.used < self.spare_percent * self.available
        return Standing.SPARE if is_spare and in_last_third(self.day) else Standing.FINE

    @property
    def tone(self) -> str:
        """The tone of a meter: "bad" over, "soon" nearly used."""
        return {Standing.OVER: "bad", Standing.NEARLY_USED: "soon"}.get(self.standing, "")


def in_last_third(day: date) -> bool:
    """Whether two thirds of the month lie behind the beginning of `day`."""
    return 3 * (day.day - 1) >= 2 * monthrange(day.year, day.month)[1]


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month of `day`."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
