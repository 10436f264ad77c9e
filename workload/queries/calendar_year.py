"""A year of a calendar at a glance: every day with its working time, every month with its hours (L5)."""

from calendar import Calendar as Grid
from dataclasses import dataclass
from datetime import date
from typing import Final

from workload.domain.calendars import Calendar, working_minutes_of
from workload.models import CalendarDay, CalendarYear, WorkingCalendar
from workload.queries.calendars import calendar_of

MONDAY_FIRST: Final = Grid(firstweekday=0)


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """`state`: "work", "closed", "holiday", "workday" or "shortened"."""

    day: date
    state: str
    minutes: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """`weeks`: rows of seven, None outside the month."""

    first: date
    weeks: list[list[DayOfYear | None]]

    @property
    def days(self) -> list[DayOfYear]:
        return [day for week in self.weeks for day in week if day is not None]

    @property
    def working_days(self) -> int:
        return sum(day.minutes > 0 for day in self.days)

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.days)


@dataclass(frozen=True, slots=True)
class YearPage:
    """`row` is None for a year that nobody has loaded or approved."""

    calendar: WorkingCalendar
    year: int
    months: list[MonthOfYear]
    special: list[DayOfYear]
    row: CalendarYear | None

    @property
    def working_days(self) -> int:
        return sum(month.working_days for month in self.months)

    @property
    def minutes(self) -> int:
        return sum(month.minutes for month in self.months)


def year_page(calendar: WorkingCalendar, year: int) -> YearPage:
    """Three statements, and one more for a version not read before."""
    counted = calendar_of(calendar.pk, calendar.version)
    known = {} if calendar.is_around_the_clock else special_days(calendar, year)
    months = [month_of(counted, known, year, number) for number in range(1, 13)]
    return YearPage(
        calendar=calendar,
        year=year,
        months=months,
        special=[day for month in months for day in month.days if day.day in known],
        row=CalendarYear.objects.select_related("approved_by").filter(calendar=calendar, year=year).first(),
    )


def special_days(calendar: WorkingCalendar, year: int) -> dict[date, CalendarDay]:
    """Its special days by date. One statement."""
    return {row.day: row for row in calendar.days.filter(day__year=year)}


def month_of(counted: Calendar, known: dict[date, CalendarDay], year: int, number: int) -> MonthOfYear:
    """One month."""

    def cell(day: date) -> DayOfYear | None:
        if day.month != number:
            return None
        minutes, special = working_minutes_of(counted, day), known.get(day)
        if special is not None:
            return DayOfYear(day, special.kind, minutes, special.name)
        return DayOfYear(day, "work" if minutes else "closed", minutes)

    weeks = MONDAY_FIRST.monthdatescalendar(year, number)
    return MonthOfYear(date(year, number, 1), [[cell(day) for day in week] for week in weeks])
