"""Until when a respondent may answer (D4): calendar days of their own zone, days of absence left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.refusals import BadInput, BeyondHorizon, gettext_noop
from workload.domain.zones import zone_named

USUAL_DAYS: Final = 7
MOST_DAYS: Final = 366
HORIZON_DAYS: Final = 20 * 366
DAY: Final = timedelta(days=1)

BAD_DAYS: Final = gettext_noop("%(days)s is not a number of days from 1 to %(most)s.")

type Absence = tuple[date, date]
"""First and last whole day away, both inclusive."""


class BadTerm(BadInput):
    """A zone, a number of days or an absence that cannot be used."""


@dataclass(frozen=True, slots=True)
class Term:
    """respond_by: the first instant that is too late, in UTC. opened_on, last_day: in the respondent's zone.

    counted_days: in order, the last one is `last_day`; absent_days: those left out on the way.
    """

    respond_by: datetime
    opened_on: date
    counted_days: tuple[date, ...]
    absent_days: tuple[date, ...]

    @property
    def last_day(self) -> date:
        """The day at whose end the term ends."""
        return self.counted_days[-1]


def respond_by(opened_at: datetime, timezone: str, days: int = USUAL_DAYS, absences: Sequence[Absence] = ()) -> Term:
    """The end of day number `days` after the day of opening; a day of any absence is not counted.

    BadTerm naming timezone, days or absences[i]; BeyondHorizon when absences push it more than 20 years away.
    """
    zone = zone_named(timezone, refusal=BadTerm)
    if not 1 <= days <= MOST_DAYS:
        raise BadTerm("days", BAD_DAYS, days=days, most=MOST_DAYS)
    for place, (first, last) in enumerate(absences):
        if last < first:
            raise BadTerm(f"absences[{place}]", gettext_noop("This absence ends before it begins."))
    opened_on = opened_at.astimezone(zone).date()
    counted, absent = _count(opened_on, days, absences)
    return Term(start_of(counted[-1] + DAY, zone), opened_on, tuple(counted), tuple(absent))


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day in that zone, in UTC; where the clock skips midnight, the instant it jumps."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _count(opened_on: date, days: int, absences: Sequence[Absence]) -> tuple[list[date], list[date]]:
    counted: list[date] = []
    absent: list[date] = []
    for distance in range(1, HORIZON_DAYS):
        day = opened_on + distance * DAY
        is_away = any(first <= day <= last for first, last in absences)
        (absent if is_away else counted).append(day)
        if len(counted) == days:
            return counted, absent
    raise BeyondHorizon("absences", gettext_noop("The absences leave no day to answer within 20 years."))
