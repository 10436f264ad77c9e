"""Y1 by days: whoever works by shifts has a norm of days of their own, also in a month with a vacation."""

from datetime import date, timedelta

from payroll.domain.spans import Span, Worked
from payroll.domain.worked_days import worked
from workload.domain.timesheet_codes import Code
from workload.domain.timesheet_days import DayValue

FIRST = date(2026, 10, 1)
OCTOBER = [FIRST + timedelta(days=number) for number in range(31)]
# 22 working days of eight hours.
NORMS = [480 if day.weekday() < 5 else 0 for day in OCTOBER]


def counted(shifts: dict[date, int], away: set[date], share: int = 100) -> Worked:
    span = Span(0, 1, 1, FIRST, OCTOBER[-1], share, 1, 1, "60000", "40000", date(2020, 1, 1))
    days = {day: DayValue(Code.VACATION if day in away else Code.WORK, shifts.get(day, 0)) for day in OCTOBER}
    return worked(span, NORMS, days, {day: shifts.get(day, 0) for day in OCTOBER}, away, (100,), (1,))


def test_a_vacation_under_which_no_shifts_were_planned_is_no_day_worked() -> None:
    """Vacation from the 1st to the 14th: ten working days, 80 hours. Nine shifts of eleven hours in the rest: 80 ÷ 11
    = 7.3 shifts were missed, so that the norm is 9 + 7 = 16 of which 9 are paid."""
    shifts = dict.fromkeys(OCTOBER[14:31:2], 660)
    found = counted(shifts, set(OCTOBER[:14]))
    assert (found.norm_days, found.paid_days) == (16, 9)


def test_half_an_employment_misses_half_of_what_the_calendar_asks() -> None:
    """80 hours × 50 % = 40 hours are five days of eight; the eleven shifts of the rest stand beside them."""
    shifts = dict.fromkeys(OCTOBER[14:25], 480)
    assert counted(shifts, set(OCTOBER[:14]), share=50).norm_days == 16


def test_days_planned_under_the_absence_count_once_and_a_month_without_a_plan_by_the_calendar() -> None:
    planned = {day: minutes for day, minutes in zip(OCTOBER, NORMS, strict=True) if minutes}
    assert counted(planned, set(OCTOBER[:14])).norm_days == 22
    assert counted({}, set(OCTOBER)).norm_days == 22


def test_a_part_of_a_month_holds_its_own_days_and_half_of_the_norm_and_is_ramped_day_by_day() -> None:
    """The last week of October, both ends worked: five days of eight hours. Hired on 28 September, half is asked until
    27 October and all of it from the 28th on: 2 × 4 hours and 3 × 8 hours. Half of 22 × 8 hours is the norm."""
    days = {day: DayValue(Code.WORK, minutes) for day, minutes in zip(OCTOBER, NORMS, strict=True)}
    span = Span(0, 1, 1, OCTOBER[25], OCTOBER[29], 50, 1, 1, "60000", "40000", date(2026, 9, 28))
    found = worked(span, NORMS, days, {}, set(), (50, 100), (7,))
    assert (found.paid_days, found.paid_minutes, found.target_minutes) == (5, 5 * 480, 2 * 240 + 3 * 480)
    assert (found.norm_minutes, found.norm_days, found.sheet_ids) == (11 * 480, 22, (7,))
