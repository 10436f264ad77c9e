"""Sums of a timesheet by half, month and code; what a cell shows (L5, Y9)."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from workload.domain.months import last_day_of, month_after
from workload.domain.timesheet_codes import BY_HAND, Code
from workload.domain.timesheet_days import DayValue
from workload.domain.timesheet_totals import Sum, letters_of, totals_of, unresolved_days

OCTOBER = date(2026, 10, 1)


def day(number: int) -> date:
    return OCTOBER.replace(day=number)


def test_halves_month_and_codes() -> None:
    totals = totals_of(
        {
            day(1): DayValue(Code.WORK, 480),
            day(15): DayValue(Code.WORK, 420, 60, "ДО", 60),
            day(16): DayValue(Code.TRIP, 480),
            day(17): DayValue(Code.FREE),
            day(19): DayValue(Code.SICKNESS, away_minutes=480),
            day(20): DayValue(Code.UNKNOWN, away_minutes=480),
        }
    )
    assert (totals.first, totals.second, totals.month) == (Sum(2, 900), Sum(1, 480), Sum(3, 1380))
    assert totals.night_minutes == 60
    assert totals.absences() == [("ДО", Sum(0, 60)), ("Б", Sum(1, 480)), ("НН", Sum(1, 480))]


def test_what_a_cell_shows() -> None:
    assert letters_of(DayValue(Code.FREE)) == [("В", 0)]
    assert letters_of(DayValue(Code.VACATION, away_minutes=480)) == [("ОТ", 0)]
    assert letters_of(DayValue(Code.WORK, 720, 480)) == [("Я", 240), ("Н", 480)]
    assert letters_of(DayValue(Code.WORK, 300, 300)) == [("Н", 300)]
    assert letters_of(DayValue(Code.WORK, 360, 0, "Б", 120)) == [("Я", 360), ("Б", 120)]
    assert letters_of(DayValue(Code.OVERTIME, 600), 480) == [("Я", 480), ("С", 120)]


def test_days_without_a_known_reason() -> None:
    days = {day(9): DayValue(Code.UNKNOWN), day(2): DayValue(Code.WORK, 60, 0, "НН", 420), day(3): DayValue(Code.FREE)}
    assert unresolved_days(days) == [day(2), day(9)]


VALUES = st.builds(
    lambda code, minutes, night: DayValue(code, minutes, min(minutes, night)),
    st.sampled_from(BY_HAND), st.integers(0, 1440), st.integers(0, 480),
)  # fmt: skip


@settings(max_examples=40)
@given(st.dictionaries(st.integers(1, 31).map(day), VALUES))
def test_halves_make_the_month_and_letters_make_the_day(days: dict[date, DayValue]) -> None:
    totals = totals_of(days)
    worked = [value for value in days.values() if value.is_worked]
    assert totals.month == Sum(len(worked), sum(value.minutes for value in worked))
    assert sum(one.days for one in totals.by_code.values()) == len(days)
    for value in worked:
        assert sum(minutes for _letters, minutes in letters_of(value, 480)) == value.minutes


def test_months_by_their_first_day() -> None:
    assert (month_after(date(2026, 12, 31)), month_after(OCTOBER, -10)) == (date(2027, 1, 1), date(2025, 12, 1))
    assert last_day_of(date(2026, 2, 5)) == date(2026, 2, 28)
