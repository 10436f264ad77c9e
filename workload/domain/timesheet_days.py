"""How a day of a timesheet fills itself from the plan, absences and time logged (L5)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from workload.domain.absence_types import AbsenceType, meaning_of
from workload.domain.planned import DAY, Away, PlannedDay, lost_minutes, midnight, minutes_between
from workload.domain.timesheet_codes import BESIDE_FEASTS, IN_CALENDAR_DAYS, WORKED, Code, Hint, code_of_absence

# Night is from 22:00 to 6:00 by the person's clock (Labour Code 96).
NIGHT_ENDS, NIGHT_BEGINS = time(6), time(22)
# Logged beyond the plan by more than this may be overtime.
LOGGED_BEYOND: Final = 60

type Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class DayValue:
    """What counts of a day: `minutes` worked, `night_minutes` of them at night, `away_minutes` of `away_code` beside
    the work, or what a whole day of absence takes from the plan."""

    code: Code
    minutes: int = 0
    night_minutes: int = 0
    away_code: str = ""
    away_minutes: int = 0

    @property
    def is_worked(self) -> bool:
        return self.code in WORKED and self.minutes > 0

    @property
    def is_absence(self) -> bool:
        """Neither worked nor a free day."""
        return self.code not in WORKED and self.code is not Code.FREE

    @property
    def is_unresolved(self) -> bool:
        """НН, for the whole day or some hours: nobody knows yet why (L2)."""
        return Code.UNKNOWN in (self.code, self.away_code)


@dataclass(frozen=True, slots=True)
class FilledDay:
    """A day as it fills itself. `planned_minutes` and `logged_minutes` stand beside the value for who looks at it."""

    day: date
    value: DayValue
    planned_minutes: int
    logged_minutes: int
    hint: Hint


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works on a day: the zone of their clock, and whether it is a feast by their calendar."""

    zone: ZoneInfo
    is_feast: bool = False


def filled_days(
    days: Sequence[PlannedDay], logged: Mapping[date, int], places: Mapping[date, Place], today: date
) -> list[FilledDay]:
    """Every planned day, in order. `logged`: minutes by day. Silence is a hint only of somebody who logs on most days
    that they work. Days from `today` on are filled as planned."""
    logs = _logs_mostly(days, logged, today)
    return [_filled(day, max(0, logged.get(day.day, 0)), places[day.day], logs and day.day < today) for day in days]


def value_of(day: PlannedDay, place: Place) -> DayValue:
    """The code and hours of a day as planned and away."""
    absent = [away for away in day.aways if not meaning_of(away.type).is_worked]
    lost = _lost(day, absent)
    worked = day.planned_minutes - lost
    if worked > 0:
        return _worked_value(day, place, worked, lost, absent)
    whole = _whole_day(day, absent, place)
    if whole is not None:
        return DayValue(whole, away_minutes=lost)
    return DayValue(Code.FREE)


def suggested(value: DayValue, hint: Hint, logged: int) -> DayValue:
    """The day as it would be if what was logged on it was worked: РВ on a free day, С beyond the plan."""
    codes = {Hint.FREE_DAY: Code.FREE_DAY_WORK, Hint.OVERTIME: Code.OVERTIME}
    return replace(value, code=codes[hint], minutes=logged) if hint in codes else value


def night_minutes_of(day: PlannedDay, zone: ZoneInfo, absent: Collection[Away] = ()) -> int:
    """Planned minutes between 22:00 and 6:00 that no absence takes. A break is taken by day as far as it goes."""
    parts = [(work.starts_at, work.ends_at) for work in day.works]
    for away in absent:
        parts = [rest for part in parts for rest in _without(part, away)]
    return sum(_overlap(part, night) for part in parts for night in _nights(day.day, zone))


def _filled(day: PlannedDay, logged: int, place: Place, is_past_and_logs: bool) -> FilledDay:
    value = value_of(day, place)
    hint = _hint(value, day.planned_minutes, logged, is_past_and_logs)
    return FilledDay(day.day, value, day.planned_minutes, logged, hint)


def _logs_mostly(days: Sequence[PlannedDay], logged: Mapping[date, int], today: date) -> bool:
    worked = [day.day for day in days if day.free_minutes and day.day < today]
    return 2 * sum(logged.get(day, 0) > 0 for day in worked) > len(worked)


def _hint(value: DayValue, planned: int, logged: int, may_be_silent: bool) -> Hint:
    if value.is_worked:
        if logged > value.minutes + LOGGED_BEYOND:
            return Hint.OVERTIME
        return Hint.SILENT if may_be_silent and not logged and value.code is not Code.TRIP else Hint.NONE
    if not logged:
        return Hint.NONE
    return Hint.FREE_DAY if value.code is Code.FREE and not planned else Hint.AWAY


def _lost(day: PlannedDay, absent: Sequence[Away]) -> int:
    """Planned minutes that absences take, trips left out; in the share of part-time that the plan has."""
    if not absent:
        return 0
    if len(absent) == len(day.aways):
        return day.away_minutes
    everything = lost_minutes(day.works, day.aways)
    return day.away_minutes * lost_minutes(day.works, absent) // everything if everything else 0


def _worked_value(day: PlannedDay, place: Place, worked: int, lost: int, absent: Sequence[Away]) -> DayValue:
    night = min(worked, night_minutes_of(day, place.zone, absent))
    away_code = str(_longest(day, absent)) if lost else ""
    return DayValue(_code_of_work(day, place), worked, night, away_code, lost)


def _code_of_work(day: PlannedDay, place: Place) -> Code:
    if any(away.type == AbsenceType.BUSINESS_TRIP for away in day.aways):
        return Code.TRIP
    return Code.FREE_DAY_WORK if place.is_feast and not day.calendar_minutes else Code.WORK


def _whole_day(day: PlannedDay, absent: Sequence[Away], place: Place) -> Code | None:
    """The absence that the day is; on a free day only one that is given in calendar days."""
    if day.planned_minutes:
        return _longest(day, absent)
    begins, ends = midnight(day.day, place.zone), midnight(day.day + DAY, place.zone)
    for away in absent:
        code = code_of_absence(away.type)
        holds = code in IN_CALENDAR_DAYS and not (place.is_feast and code in BESIDE_FEASTS)
        if holds and away.starts_at <= begins and away.ends_at >= ends:
            return code
    return None


def _longest(day: PlannedDay, absent: Sequence[Away]) -> Code:
    """The code of the absence that takes the most of the plan; of equal ones the first."""
    return code_of_absence(max(absent, key=lambda away: lost_minutes(day.works, [away])).type)


def _without(part: Span, away: Away) -> Iterator[Span]:
    """What an absence leaves of a stretch."""
    starts_at, ends_at = part
    if starts_at < away.starts_at:
        yield starts_at, min(ends_at, away.starts_at)
    if ends_at > away.ends_at:
        yield max(starts_at, away.ends_at), ends_at


def _nights(day: date, zone: ZoneInfo) -> tuple[Span, Span]:
    """The two parts of a day that are night."""
    first = midnight(day, zone), datetime.combine(day, NIGHT_ENDS, zone)
    return first, (datetime.combine(day, NIGHT_BEGINS, zone), midnight(day + DAY, zone))


def _overlap(part: Span, other: Span) -> int:
    start, end = max(part[0], other[0]), min(part[1], other[1])
    return minutes_between(start, end) if start < end else 0
