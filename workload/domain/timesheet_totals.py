"""Sums of a timesheet: by half, by month and by code, as the form T-13 has them (L5, Y9)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from workload.domain.months import is_first_half
from workload.domain.timesheet_codes import WORKED, Code
from workload.domain.timesheet_days import DayValue


@dataclass(frozen=True, slots=True)
class Sum:
    """Days and minutes of something."""

    days: int = 0
    minutes: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.days + other.days, self.minutes + other.minutes)


@dataclass(frozen=True, slots=True)
class Totals:
    """`first`, `second`: worked in each half of the month. `night_minutes` of them at night. `by_code`: what was worked
    or missed, by its letters; hours missed of a day that was worked count no day."""

    first: Sum = Sum()
    second: Sum = Sum()
    night_minutes: int = 0
    by_code: Mapping[str, Sum] = field(default_factory=dict)

    @property
    def month(self) -> Sum:
        return self.first + self.second

    def absences(self) -> list[tuple[str, Sum]]:
        """What was missed, in the order of the codes; free days are no absence."""
        missed = [code for code in Code if code not in WORKED and code not in (Code.FREE, Code.NIGHT)]
        return [(code.value, self.by_code[code]) for code in missed if code in self.by_code]


def totals_of(days: Mapping[date, DayValue]) -> Totals:
    """Sums over the days given."""
    halves = {True: Sum(), False: Sum()}
    by_code: dict[str, Sum] = {}
    for day, value in days.items():
        if value.is_worked:
            halves[is_first_half(day)] += Sum(1, value.minutes)
        for code, part in _parts(value):
            by_code[code] = by_code.get(code, Sum()) + part
    night = sum(value.night_minutes for value in days.values())
    return Totals(halves[True], halves[False], night, by_code)


def letters_of(value: DayValue, planned_minutes: int = 0) -> list[tuple[str, int]]:
    """(letters, minutes) as a cell shows a day: the parts of the work, then what was missed of it. What is worked of a
    day of overtime beyond its plan is С. Whole days without hours have 0."""
    if not value.is_worked:
        return [(value.code, 0)]
    parts = Counter({_plain_code(value): value.minutes - value.night_minutes, Code.NIGHT: value.night_minutes})
    if value.code is Code.OVERTIME:
        beyond = min(parts[Code.WORK], max(0, value.minutes - planned_minutes))
        parts[Code.WORK] -= beyond
        parts[Code.OVERTIME] = beyond
    if value.away_minutes:
        parts[Code(value.away_code)] = value.away_minutes
    return [(code.value, minutes) for code, minutes in parts.items() if minutes]


def unresolved_days(days: Mapping[date, DayValue]) -> list[date]:
    """Days of НН, in order."""
    return sorted(day for day, value in days.items() if value.is_unresolved)


def _plain_code(value: DayValue) -> Code:
    return Code.WORK if value.code is Code.OVERTIME else value.code


def _parts(value: DayValue) -> Iterable[tuple[str, Sum]]:
    if value.is_worked:
        yield value.code, Sum(1, value.minutes)
        if value.away_minutes:
            yield value.away_code, Sum(0, value.away_minutes)
    else:
        yield value.code, Sum(1, value.away_minutes)
