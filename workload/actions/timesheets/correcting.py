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
from workload.domain.timesheet_codes import AWAY_BY_HAND, BY_HAND, WORKED, Code
from workload.domain.timesheet_states import SheetEvent, SheetState
from workload.models import Timesheet, TimesheetCorrection
from workload.notifications.timesheets import changed_note, late_note
from workload.timesheet_permissions import check_may

MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class DayWanted:
    """What a day should be: a letter of T-13, minutes worked, those of them at night, and what was missed beside them.
    A whole day of absence misses what was planned."""

    code: str
    minutes: int = 0
    night_minutes: int = 0
    away_code: str = ""
    away_minutes: int = 0


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
    filled = locked.days.filter(day=day).first()
    if filled is None:
        raise Refused(_("This day is not in the timesheet."), field="day")
    made = TimesheetCorrection.objects.create(
        sheet=locked,
        day=day,
        code=wanted.code,
        minutes=wanted.minutes,
        night_minutes=wanted.night_minutes,
        away_code=wanted.away_code,
        away_minutes=missed_of(wanted, filled.planned_minutes),
        reason=reason.strip()[:300],
        by_id=by.employee_id,
        at=at,
        is_after_closing=locked.state == SheetState.CLOSED,
    )
    record_correction(locked, made, by=by, at=at)
    take_marks_back(locked, target, at=at)
    if made.is_after_closing:
        notify([late_note(made, at=at)], at=at)
    return made


def check_wanted(wanted: DayWanted) -> None:
    """The letters exist and the hours fit them."""
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
    check_missed(wanted)


def check_missed(wanted: DayWanted) -> None:
    """Hours of absence have their letter and stand beside hours worked."""
    if not wanted.away_code and not wanted.away_minutes:
        return
    if wanted.code not in WORKED:
        raise Refused(_("A whole day of absence has one code."), field="away_code")
    if wanted.away_code not in AWAY_BY_HAND:
        raise Refused(_("Choose why the hours were missed."), field="away_code")
    if not 0 < wanted.away_minutes <= MINUTES_OF_A_DAY - wanted.minutes:
        raise Refused(_("Write how long was missed."), field="away_minutes")


def missed_of(wanted: DayWanted, planned_minutes: int) -> int:
    """Minutes missed: as written beside work, the plan of a whole day of absence, none of a free day."""
    if wanted.code in WORKED:
        return wanted.away_minutes
    return 0 if wanted.code == Code.FREE else planned_minutes


def take_marks_back(sheet: Timesheet, target: SheetState, *, at: datetime) -> None:
    """An open sheet is another one to approve now; a marked one is open again, and its person told."""
    if sheet.state == SheetState.CLOSED:
        return
    was_marked = sheet.state != target
    sheet.state, sheet.version = target, sheet.version + 1
    sheet.completed_at = sheet.approved_at = sheet.approved_by = None
    sheet.save(update_fields=["state", "version", "completed_at", "approved_at", "approved_by"])
    if was_marked:
        notify([changed_note(sheet, at=at)], at=at)


def record_correction(sheet: Timesheet, made: TimesheetCorrection, *, by: Viewer, at: datetime) -> None:
    told = ("day", "code", "minutes", "away_code", "away_minutes", "reason")
    facts = {name: getattr(made, name) for name in told}
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
