"""What falls due with timesheets: filling them every night, reminding who has to mark or approve them (L5)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import batched
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, F

from support_desk.shared.notices import Note, notify
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.filling import fill_timesheets, note_filled
from workload.actions.timesheets.jobs import PEOPLE_A_STEP, people_of
from workload.domain.calendars import Calendar, working_minutes_of
from workload.domain.months import day_in, last_day_of, month_after
from workload.domain.planned import days_between
from workload.domain.timesheet_states import SheetState
from workload.models import Department, Employee, Timesheet, TimesheetFilling, TimesheetMonth
from workload.notifications.timesheets import approve_note, approve_own_note, complete_note
from workload.queries.calendars import calendars_of_departments
from workload.queries.deciders import directors

REMINDS_FROM_HOUR = 9
OPEN = (SheetState.FILLED, SheetState.COMPLETED)


def fill_due(*, at: datetime) -> int:
    """Fills the running month of each department, and the one before while it is open, once a day of its zone. How
    many months were filled; safe to run at once with itself."""
    months = list(_months_due(at))
    for department, month in months:
        _fill(department, month, at=at)
    return len(months)


def remind_due(*, at: datetime) -> int:
    """Tells who has to mark their timesheet from the last working day of the month on, and who approves them once it is
    over. How many were told; each once a month."""
    departments = list(Department.objects.filter(is_active=True).select_related("head"))
    awake = [one for one in departments if at.astimezone(ZoneInfo(one.timezone)).hour >= REMINDS_FROM_HOUR]
    return notify([*_to_complete(awake, at), *_to_approve(awake, at)], at=at)


def _months_due(at: datetime) -> Iterator[tuple[Department, date]]:
    """Three statements."""
    recent = month_after(at.date(), -2)
    fillings = TimesheetFilling.objects.filter(month__gte=recent)
    filled = {(one.department_id, one.month): one.filled_at for one in fillings}
    closed = set(TimesheetMonth.objects.filter(month__gte=recent).values_list("department_id", "month"))
    for department in Department.objects.filter(is_active=True).order_by("pk"):
        today = day_in(department.timezone, at)
        for month in (month_after(today, -1), month_after(today, 0)):
            last = filled.get((department.pk, month))
            is_running = month == today.replace(day=1)
            is_due = is_running if last is None else day_in(department.timezone, last) < today
            if is_due and (department.pk, month) not in closed:
                yield department, month


def _fill(department: Department, month: date, *, at: datetime) -> None:
    system = Viewer.system(at)
    for people in batched(people_of(department.pk, month), PEOPLE_A_STEP, strict=False):
        fill_timesheets(department=department, month=month, employees=people, by=system, at=at)
    with transaction.atomic():
        note_filled(department_id=department.pk, month=month, at=at)


def _to_complete(departments: list[Department], at: datetime) -> Iterator[Note]:
    """From the last working day of the running month on. Three statements at most."""
    calendars = calendars_of_departments([one.pk for one in departments])
    ending = {}
    for one in departments:
        today = day_in(one.timezone, at)
        counted = calendars.get(one.pk)
        if counted is not None and today >= last_working_day(counted.calendar, today):
            ending[one.pk] = today.replace(day=1)
    filled = Timesheet.objects.filter(state=SheetState.FILLED).select_related("employee").order_by("pk")
    for month in sorted(set(ending.values())):
        departments_ending = [one for one, its_month in ending.items() if its_month == month]
        for sheet in filled.filter(department__in=departments_ending, month=month):
            yield complete_note(sheet, at=at)


def last_working_day(calendar: Calendar, today: date) -> date:
    """Of the month of `today`; its last day where nobody works in it."""
    last = last_day_of(today)
    worked = (day for day in days_between(today.replace(day=1), last) if working_minutes_of(calendar, day))
    return max(worked, default=last)


def _to_approve(departments: list[Department], at: datetime) -> Iterator[Note]:
    """Of the month that is over, while sheets of it are not approved: the head, or the directors where there is none.
    The head's own goes one level up. Three statements."""
    waiting = _waiting([one.pk for one in departments], month_after(at.date(), -2))
    above = directors_of_desk(at)
    for one in departments:
        month = month_after(day_in(one.timezone, at), -1)
        count = waiting.get((one.pk, month))
        for person in [one.head] if one.head is not None else above:
            if count:
                yield approve_note(one, month, count, person, at=at)
    yield from _of_heads({one.pk: month_after(day_in(one.timezone, at), -1) for one in departments}, above, at)


def _of_heads(months: Mapping[int, date], above: Sequence[Employee], at: datetime) -> Iterator[Note]:
    rows = Timesheet.objects.filter(department__in=months, month__in=set(months.values()), state__in=OPEN)
    own = rows.filter(department__head=F("employee")).select_related("employee__manager").order_by("pk")
    for sheet in own:
        manager = sheet.employee.manager
        told = [manager] if manager is not None else [one for one in above if one.pk != sheet.employee_id]
        if sheet.month == months[sheet.department_id]:
            yield from (approve_own_note(sheet, person, at=at) for person in told)


def directors_of_desk(at: datetime) -> list[Employee]:
    """Who stands above heads without a manager. Two statements."""
    return list(Employee.objects.filter(pk__in=directors(at)).order_by("pk"))


def _waiting(department_ids: list[int], first: date) -> Mapping[tuple[int, date], int]:
    """{(department, month): how many sheets nobody has approved}, the head's own left out."""
    rows = Timesheet.objects.filter(department__in=department_ids, month__gte=first, state__in=OPEN).order_by()
    others = rows.exclude(department__head=F("employee"))
    counted = others.values_list("department_id", "month").annotate(sheets=Count("pk"))
    return {(department, month): sheets for department, month, sheets in counted}
