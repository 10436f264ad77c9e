"""Filling the timesheets of a department's month from plan, absences and time logged (L5)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import PeriodClosed
from support_desk.shared.notices import notify
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.locks import lock_department
from workload.actions.timesheets.rows import WantedSheet, created_sheets, difference, write
from workload.domain.months import day_in, last_day_of
from workload.domain.planned import PlannedDay, Term, norm_minutes, term_on
from workload.domain.timesheet_days import Place, filled_days
from workload.domain.timesheet_states import SheetEvent, SheetState
from workload.models import Department, Timesheet, TimesheetFilling, TimesheetMonth
from workload.notifications.timesheets import changed_note
from workload.queries.planned import planned_by
from workload.queries.terms import terms_of
from workload.timesheet_permissions import check_keeps_timesheets
from workload.work_sources import time_logged

MARKED = (SheetState.COMPLETED, SheetState.APPROVED)


@transaction.atomic
def fill_timesheets(
    *, department: Department, month: date, employees: Collection[int], by: Viewer, at: datetime
) -> list[Timesheet]:
    """Fills the sheets of these people; those that came out otherwise are returned. Corrections stay. One that was
    marked complete or approved and came out otherwise is open again, and its person is told. About twelve statements.

    PeriodClosed when the month is closed.
    """
    check_keeps_timesheets(by, department.pk)
    locked = lock_department(department.pk, by=by)
    check_open(locked, month)
    return fill_locked(locked, month, employees, by=by, at=at)


def check_open(department: Department, month: date) -> None:
    if TimesheetMonth.objects.filter(department=department, month=month).exists():
        raise PeriodClosed(_("The timesheets of this month are closed."), field="month")


def fill_locked(
    department: Department, month: date, employees: Collection[int], *, by: Viewer, at: datetime
) -> list[Timesheet]:
    """The same under a lock that the caller holds."""
    wanted = wanted_sheets(department, month, employees, at)
    sheets = sheets_of(department.pk, month, employees)
    known = {sheet.employee_id for sheet in sheets}
    fresh = created_sheets(department.pk, month, sorted(wanted.keys() - known), at=at)
    found = difference([*sheets, *fresh], wanted)
    write(found)
    changed = [sheet for sheet in (*sheets, *fresh) if sheet.pk in found.changed]
    taken_back = [sheet for sheet in changed if sheet.state in MARKED]
    with audit.gathered():
        record_changes(department, month, changed, taken_back, by=by, at=at)
    note_changes(changed, wanted, at=at)
    remove_empty(sheets, wanted)
    notify([changed_note(sheet, at=at) for sheet in taken_back], at=at)
    return changed


def wanted_sheets(
    department: Department, month: date, employees: Collection[int], at: datetime
) -> dict[int, WantedSheet]:
    """{employee: their month in the department} of those who work there on a day of it. Three statements."""
    last, today = last_day_of(month), day_in(department.timezone, at)
    terms = terms_of(employees, month, last)
    planned = planned_by(terms, employees, month, last)
    logged = by_person(time_logged(employee_ids=employees, first=month, last=last))
    found = {}
    for employee_id, days in planned.items():
        own = [day for day in days if day.department_id == department.pk]
        if own:
            places = places_of(own, terms[employee_id])
            filled = filled_days(own, logged.get(employee_id, {}), places, today)
            found[employee_id] = WantedSheet(norm_minutes(own), filled)
    return found


def by_person(logged: Mapping[tuple[int, date], int]) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = {}
    for (employee_id, day), minutes in logged.items():
        found.setdefault(employee_id, {})[day] = minutes
    return found


def places_of(days: Iterable[PlannedDay], terms: Sequence[Term]) -> dict[date, Place]:
    """Zone and feasts of each day."""
    found = {}
    for day in days:
        term = term_on(terms, day.day)
        assert term is not None, "a planned day has its term"
        is_feast = term.calendar is not None and term.calendar.rules.is_feast(day.day)
        found[day.day] = Place(term.zone, is_feast)
    return found


def sheets_of(department_id: int, month: date, employees: Collection[int]) -> list[Timesheet]:
    """Those that are there, locked."""
    rows = Timesheet.objects.select_for_update(no_key=True, of=("self",)).select_related("employee")
    return list(rows.filter(department=department_id, month=month, employee__in=employees).order_by("pk"))


def note_changes(changed: Sequence[Timesheet], wanted: Mapping[int, WantedSheet], *, at: datetime) -> None:
    """Norm and time of what came out otherwise; marks are taken back. One statement."""
    for sheet in changed:
        one = wanted.get(sheet.employee_id)
        sheet.norm_minutes, sheet.filled_at = (one.norm_minutes if one else 0), at
        sheet.state, sheet.version = SheetState.FILLED, sheet.version + 1
        sheet.completed_at = sheet.approved_at = sheet.approved_by = None
    fields = ["norm_minutes", "filled_at", "state", "version", "completed_at", "approved_at", "approved_by"]
    Timesheet.objects.bulk_update(changed, fields)


def remove_empty(sheets: Sequence[Timesheet], wanted: Mapping[int, WantedSheet]) -> None:
    """Sheets of people who turned out not to work there, unless somebody has corrected them."""
    gone = [sheet.pk for sheet in sheets if sheet.employee_id not in wanted]
    if gone:
        Timesheet.objects.filter(pk__in=gone, corrections__isnull=True).delete()


def record_changes(
    department: Department,
    month: date,
    changed: Sequence[Timesheet],
    taken_back: Sequence[Timesheet],
    *,
    by: Viewer,
    at: datetime,
) -> None:
    """One row for the filling, and one for each sheet whose marks it took."""
    scope, whose = f"timesheet:{department.pk}", department.pk
    if changed:
        after = {"month": month, "timesheets": len(changed)}
        audit.record(
            action="timesheet.fill", target=department, by=by, at=at, after=after, scope=scope, department_id=whose
        )
    for sheet in taken_back:
        audit.record(
            action=f"timesheet.{SheetEvent.CHANGE}",
            target=sheet,
            by=by,
            at=at,
            before={"state": sheet.state},
            after={"state": SheetState.FILLED},
            scope=scope,
            department_id=whose,
        )


def note_filled(*, department_id: int, month: date, at: datetime) -> None:
    """The whole month was filled at `at`."""
    TimesheetFilling.objects.update_or_create(department_id=department_id, month=month, defaults={"filled_at": at})
