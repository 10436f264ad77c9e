"""`/timesheets/sheets/<id>/`: a person's month, day by day, with what each was made from (L5)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer
from workload.domain.timesheet_states import SheetEvent
from workload.domain.timesheet_totals import Totals, totals_of
from workload.models import Timesheet, TimesheetCorrection
from workload.queries.timesheets.days import SheetDay, days_of_sheets, values_of
from workload.queries.timesheets.words import HINTS, NAMES, STATE_ICONS, STATE_TONES, cell_words
from workload.timesheet_permissions import may

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day with its words. `corrections`: all that were made, the last first."""

    day: SheetDay
    letters: str
    hours: str
    name: object
    hint: object
    corrections: Sequence[TimesheetCorrection]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet with what the viewer may do to it now."""

    sheet: Timesheet
    lines: Sequence[DayLine]
    totals: Totals
    may_complete: bool
    may_approve: bool
    may_reopen: bool
    may_correct: bool

    @property
    def tone(self) -> str:
        return STATE_TONES[self.sheet.state]

    @property
    def icon(self) -> str:
        return STATE_ICONS[self.sheet.state]

    def line_of(self, day: date) -> DayLine | None:
        return next((line for line in self.lines if line.day.day == day), None)


def sheet_page(viewer: Viewer, sheet: Timesheet) -> SheetPage:
    """Two statements; the caller has found the sheet visible, with employee and department joined."""
    days = days_of_sheets([sheet.pk])[sheet.pk]
    made: dict[date, list[TimesheetCorrection]] = defaultdict(list)
    for correction in sheet.corrections.select_related("by").order_by("-pk"):
        made[correction.day].append(correction)
    return SheetPage(
        sheet=sheet,
        lines=[_line(day, made[day.day]) for day in days],
        totals=totals_of(values_of(days)),
        may_complete=may(viewer, sheet, SheetEvent.COMPLETE),
        may_approve=may(viewer, sheet, SheetEvent.APPROVE),
        may_reopen=may(viewer, sheet, SheetEvent.REOPEN),
        may_correct=may(viewer, sheet, SheetEvent.CORRECT),
    )


def own_sheets(viewer: Viewer) -> QuerySet[Timesheet]:
    """One's own, the newest first."""
    own = Timesheet.objects.visible_to(viewer).filter(employee=viewer.employee_id or 0)
    return own.select_related("department").order_by("-month", "pk")[:MOST_MONTHS]


def _line(day: SheetDay, corrections: Sequence[TimesheetCorrection]) -> DayLine:
    letters, hours = cell_words(day.value, day.planned_minutes)
    return DayLine(day, letters, hours, NAMES[day.value.code.value], HINTS.get(day.hint.value, ""), corrections)
