"""What was corrected after the closing: rows of their own beside a closed month, which stays as it was (L5, W7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from workload.domain.timesheet_codes import Code
from workload.domain.timesheet_days import DayValue
from workload.models import TimesheetCorrection
from workload.queries.timesheets.days import days_of_sheets
from workload.queries.timesheets.words import cell_words


@dataclass(frozen=True, slots=True)
class LateCorrection:
    """The last one of a day. `was`, `now`: (letters, hours) as closed and as corrected; `minutes`: worked more by it,
    less when negative."""

    sheet_id: int
    name: str
    day: date
    was: tuple[str, str]
    now: tuple[str, str]
    minutes: int
    reason: str
    by: str


def late_corrections(sheet_ids: Collection[int]) -> list[LateCorrection]:
    """By name and day. Two statements, one where there are none; the caller has found the sheets visible."""
    made = TimesheetCorrection.objects.filter(sheet__in=sheet_ids, is_after_closing=True)
    last = {(one.sheet_id, one.day): one for one in made.select_related("sheet__employee", "by").order_by("pk")}
    if not last:
        return []
    days = days_of_sheets({sheet_id for sheet_id, _day in last})
    closed = {(sheet_id, day.day): day for sheet_id, found in days.items() for day in found}
    rows = [_row(one, closed[key].value, closed[key].planned_minutes) for key, one in last.items()]
    return sorted(rows, key=lambda row: (row.name, row.sheet_id, row.day))


def value_of_correction(one: TimesheetCorrection) -> DayValue:
    """As sums are made of it."""
    return DayValue(Code(one.code), one.minutes, one.night_minutes, one.away_code, one.away_minutes)


def _row(one: TimesheetCorrection, was: DayValue, planned_minutes: int) -> LateCorrection:
    now = value_of_correction(one)
    return LateCorrection(
        sheet_id=one.sheet_id,
        name=one.sheet.employee.name,
        day=one.day,
        was=cell_words(was, planned_minutes),
        now=cell_words(now, planned_minutes),
        minutes=now.minutes - was.minutes,
        reason=one.reason,
        by=one.by.name,
    )
