"""The free and the moved days of a year, from the `holidays` library (L5). domain.production says what follows."""

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from workload.domain.production import YearOfDays
from workload.domain.refusals import YearUnknown, gettext_noop

if TYPE_CHECKING:
    from holidays import HolidayBase

COUNTRY: Final = "RU"
FIRST_YEAR: Final = 2015
UNKNOWN_YEAR: Final = gettext_noop("The moved days of %(year)s are not known yet; its calendar cannot be made.")
MOVED: Final = re.compile(r"substituted from (\d\d)/(\d\d)/(\d{4})")
# The library tells from which day a free one was moved only by its name, which is therefore read in one language.
READ_IN: Final = "en_US"


def year_of_days(year: int, *, language: str = "ru") -> YearOfDays:
    """The year of Russia, named in `language` ("ru" or "en_US").

    YearUnknown before 2015, where the library's record has holes (10 March 2014), and for a year of which nobody has
    decided yet where its weekend holidays move: those of January always contain a weekend, so something always moves.
    """
    from holidays import country_holidays  # loaded when it is asked: it brings the calendars of all countries

    read = country_holidays(COUNTRY, years=(year, year + 1), language=READ_IN)
    moved = _moved(read, year)
    if not moved or year < FIRST_YEAR:
        raise YearUnknown("year", UNKNOWN_YEAR, year=year)
    names = country_holidays(COUNTRY, years=(year, year + 1), language=language)
    feasts = country_holidays(COUNTRY, years=(year, year + 1), language=READ_IN, observed=False)
    days = [day for day in sorted(read) if day.year == year or day == date(year + 1, 1, 1)]
    is_feast = {day: day in feasts and day not in moved for day in days}
    return YearOfDays(
        year=year,
        holidays={day: names[day] for day in days if is_feast[day]},
        days_off={day: names[day] for day in days if not is_feast[day]},
        moved=frozenset(day for day in days if not is_feast[day]),
        swapped={worked: free for free, worked in moved.items() if worked in read.weekend_workdays},
    )


def _moved(read: "HolidayBase", year: int) -> dict[date, date]:
    """Free day → the day it was moved from."""
    found: dict[date, date] = {}
    for day, name in read.items():
        match = MOVED.search(name)
        if match and day.year == year:
            month, number, of_year = (int(part) for part in match.groups())
            found[day] = date(of_year, month, number)
    return found
