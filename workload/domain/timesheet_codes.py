"""The letters of the form T-13 and what each says of a day (L5)."""

from enum import StrEnum
from typing import Final

from workload.domain.absence_types import MEANINGS, AbsenceType


class Code(StrEnum):
    """What a day of a timesheet is. NIGHT and OVERTIME are parts of a day worked; the others are whole days."""

    WORK = "Я"
    NIGHT = "Н"
    FREE_DAY_WORK = "РВ"
    OVERTIME = "С"
    TRIP = "К"
    VACATION = "ОТ"
    STUDY = "У"
    MATERNITY = "Р"
    CHILDCARE = "ОЖ"
    UNPAID = "ДО"
    SICKNESS = "Б"
    PUBLIC_DUTY = "Г"
    TRUANCY = "ПР"
    UNKNOWN = "НН"
    DAY_OFF = "ОВ"
    FREE = "В"


class Hint(StrEnum):
    """What a person should look at; a hint never changes hours.

    SILENT: nothing is logged on a day worked by somebody who logs otherwise. OVERTIME: an hour more is logged than was
    planned. FREE_DAY: work is logged on a free day. AWAY: work is logged on a day of absence.
    """

    NONE = ""
    SILENT = "silent"
    OVERTIME = "overtime"
    FREE_DAY = "free_day"
    AWAY = "away"


# Days with hours that are worked.
WORKED: Final = frozenset({Code.WORK, Code.FREE_DAY_WORK, Code.OVERTIME, Code.TRIP})
# What somebody may put on a day by hand; night is told by its minutes.
BY_HAND: Final = tuple(code for code in Code if code is not Code.NIGHT)
# What hours of a day that was worked may have been missed for.
AWAY_BY_HAND: Final = tuple(code for code in BY_HAND if code not in WORKED and code is not Code.FREE)
# Given in calendar days: they hold on free days as well.
IN_CALENDAR_DAYS: Final = frozenset(
    {Code.VACATION, Code.SICKNESS, Code.UNPAID, Code.STUDY, Code.MATERNITY, Code.CHILDCARE}
)
# A feast is no day of vacation (Labour Code 120).
BESIDE_FEASTS: Final = frozenset({Code.VACATION})


def code_of_absence(type_: str) -> Code:
    """KeyError for what is no type of absence."""
    try:
        return Code(MEANINGS[AbsenceType(type_)].code)
    except ValueError:
        raise KeyError(type_) from None
