"""The free days of a year in any country that the `holidays` library knows; Russia's with its moved days (L5)."""

from typing import Final

from workload import holidays_source
from workload.domain.production import YearOfDays
from workload.domain.refusals import BadInput, YearUnknown

FIRST_YEAR, LAST_YEAR = 2000, 2100
KEPT_WITH_MOVED_DAYS: Final = holidays_source.COUNTRY


def year_of_days_in(country: str, year: int) -> YearOfDays:
    """The year of `country` ("RU", "DE"), in the language of the country.

    Outside Russia all free days count as days off: no day before them is shortened. BadInput naming `country` for one
    that the library does not know, YearUnknown for a year that is not known yet or any more.
    """
    if country == KEPT_WITH_MOVED_DAYS:
        return holidays_source.year_of_days(year)
    from holidays import country_holidays

    try:
        known = country_holidays(country, years=year)
    except NotImplementedError:
        raise BadInput("country", f"the holidays of {country} are not known.") from None
    if not known or not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearUnknown("year", f"the holidays of {year} are not known.")
    return YearOfDays(year=year, holidays={}, days_off=dict(known.items()), swapped={})
