"""The days that count: the last correction of each, else what was filled. What was corrected after the closing changes
nothing of what was closed; it stands beside it (`late.py`)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from workload.domain.timesheet_codes import Code, Hint
from workload.domain.timesheet_days import DayValue

STATEMENT = """
SELECT filled.sheet_id, filled.day, coalesce(set.code, filled.code), coalesce(set.minutes, filled.minutes),
       coalesce(set.night_minutes, filled.night_minutes),
       coalesce(set.away_code, filled.away_code), coalesce(set.away_minutes, filled.away_minutes),
       filled.planned_minutes, filled.logged_minutes, CASE WHEN set.id IS NULL THEN filled.hint ELSE '' END,
       set.id IS NOT NULL, late.id IS NOT NULL
FROM workload_timesheetday filled
LEFT JOIN (
  SELECT DISTINCT ON (sheet_id, day) id, sheet_id, day, code, minutes, night_minutes, away_code, away_minutes
  FROM workload_timesheetcorrection WHERE sheet_id = ANY(%(sheets)s) AND NOT is_after_closing
  ORDER BY sheet_id, day, id DESC
) set ON set.sheet_id = filled.sheet_id AND set.day = filled.day
LEFT JOIN (
  SELECT DISTINCT ON (sheet_id, day) id, sheet_id, day
  FROM workload_timesheetcorrection WHERE sheet_id = ANY(%(sheets)s) AND is_after_closing
) late ON late.sheet_id = filled.sheet_id AND late.day = filled.day
WHERE filled.sheet_id = ANY(%(sheets)s)
ORDER BY filled.sheet_id, filled.day
"""


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day as it counts. `is_late`: a correction after the closing stands beside it."""

    day: date
    value: DayValue
    planned_minutes: int
    logged_minutes: int
    hint: Hint
    is_corrected: bool
    is_late: bool


def days_of_sheets(sheet_ids: Collection[int]) -> Mapping[int, list[SheetDay]]:
    """{sheet: its days in order}. One statement; the caller has found the sheets visible."""
    found: dict[int, list[SheetDay]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"sheets": list(sheet_ids)})
        for sheet_id, day, code, minutes, night, away_code, away, planned, logged, hint, set_, late in cursor:
            value = DayValue(Code(code), minutes, night, away_code, away)
            found[sheet_id].append(SheetDay(day, value, planned, logged, Hint(hint), set_, late))
    return found


def values_of(days: Collection[SheetDay]) -> dict[date, DayValue]:
    """As sums are made of them."""
    return {one.day: one.value for one in days}
