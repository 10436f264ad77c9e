"""Setting a day of a timesheet by hand, with the reason (L5); after the closing as a row that says so (W7)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.notices import notify
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.locks import lock_sheet
from workload.actions.timesheets.marking import scope_of_sheet
from workload.domain.timesheet_codes import BY_HAND, WORKED
from workload.domain.timesheet_states import SheetEvent, SheetState
from workload.models import Timesheet, TimesheetCorrection
from workload.notifications.timesheets import changed_note
from workload.timesheet_permissions import check_may

MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class DayWanted:
    """What a day should be: a letter of T-13, minutes worked, those of them at night."""

    code: str
    minutes: int = 0
    night_minutes: int = 0


@transaction.atomic
def correct_day(
    *, sheet: Timesheet, day: date, wanted: DayWanted, reason: str, by: Viewer, at: datetime
) -> TimesheetCorrection:
    """The office manager or head sets a day; never their own. Marks are taken back and the person is told. What is
    closed stays as it is, and the correction stands beside it.

    Refused, naming the field: a day outside the sheet, a letter that is none, hours that do not fit, no reason.
    """
    if by.employee_id is None:
        raise NotAllowed(_("A person corrects a timesheet, not a program."))
    locked = lock_sheet(sheet, by=by)
    target = check_may(by, locked, SheetEvent.CORRECT)
    check_wanted(wanted)
    if not reason.strip():
        raise Refused(_("Write why the day is corrected."), field="reason")
    if not locked.days.filter(day=day).exists():
        raise Refused(_("This day is not in the timesheet."), field="day")
    made = TimesheetCorrection.objects.create(
        sheet=locked,
        day=day,
        code=wanted.code,
        minutes=wanted.minutes,
        night_minutes=wanted.night_minutes,
        reason=reason.strip()[:300],
        by_id=by.employee_id,
        at=at,
        is_after_closing=locked.state == SheetState.CLOSED,
    )
    record_correction(locked, made, by=by, at=at)
    take_marks_back(locked, target, at=at)
    return made


def check_wanted(wanted: DayWanted) -> None:
    """The letter exists and the hours fit it."""
    if wanted.code not in BY_HAND:
        raise Refused(_("Choose a code of the timesheet."), field="code")
    if not 0 <= wanted.minutes <= MINUTES_OF_A_DAY:
        raise Refused(_("A day has 24 hours."), field="minutes")
    if not 0 <= wanted.night_minutes <= wanted.minutes:
        raise Refused(_("Hours at night are a part of the hours worked."), field="night_minutes")
    if wanted.code in WORKED and not wanted.minutes:
        raise Refused(_("Write how long was worked."), field="minutes")
    if wanted.code not in WORKED and wanted.minutes:
        raise Refused(_("A day of absence has no hours worked."), field="minutes")


def take_marks_back(sheet: Timesheet, target: SheetState, *, at: datetime) -> None:
    """A marked sheet is open again, and its person told."""
    if sheet.state == target:
        return
    sheet.state = target
    sheet.completed_at = sheet.approved_at = sheet.approved_by = None
    sheet.save(update_fields=["state", "completed_at", "approved_at", "approved_by"])
    notify([changed_note(sheet, at=at)], at=at)


def record_correction(sheet: Timesheet, made: TimesheetCorrection, *, by: Viewer, at: datetime) -> None:
    facts = {"day": made.day, "code": made.code, "minutes": made.minutes, "reason": made.reason}
    audit.record(
        action="timesheet.correct",
        target=sheet,
        by=by,
        at=at,
        before={"state": sheet.state},
        after=facts,
        scope=scope_of_sheet(sheet),
        department_id=sheet.department_id,
    )
