"""Who leaves and is paid on their last day, by a run of their own (Y5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from disputes.models import Settlement
from disputes.queries.settlement_cases import month_to_settle
from payroll.domain.leaving import points_so_far
from payroll.domain.settlement_remarks import Share
from payroll.models import PayRun, Payslip
from payroll.queries.runs.figures import figures_of
from payroll.queries.runs.month_list import kept_departments
from payroll.queries.runs.readable import readable_payslips
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in
from workload.models import Department, Employee, Employment

LOOKS_BACK: Final = timedelta(days=62)
LOOKS_AHEAD: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody with a last day. `slip`: of the month of that day, none where it is not the viewer's to read; `state`:
    of its run in words, "" while there is none; `is_due`: the day has come, and nothing pays it."""

    employee: Employee
    department: Department
    last_day: date
    slip: Payslip | None
    state: str
    is_due: bool


def leavers_of(viewer: Viewer) -> Sequence[Leaver]:
    """Those of the departments whose pay the viewer keeps, the latest first; nobody sees themselves. Five
    statements."""
    kept = {place.pk: place for place in kept_departments(viewer)}
    today = viewer.at.date()
    latest = Employment.objects.filter(employee=OuterRef("pk")).order_by("-starts_on")
    placed: Any = Employee.objects.annotate(place=Subquery(latest.values("department")[:1]))
    rows = placed.filter(left_on__range=(today - LOOKS_BACK, today + LOOKS_AHEAD), place__in=kept)
    found = list(rows.exclude(pk=viewer.employee_id or 0).order_by("-left_on", "name"))
    slips = _slips(found)
    known = readable_payslips(viewer).filter(pk__in=[slip.pk for slip in slips.values()])
    read = set(known.values_list("pk", flat=True))
    return [_leaver(one, kept[one.place], slips.get(one.pk), read, viewer) for one in found]


def points_of_leaver(employee: Employee, department: Department, month: date) -> Share | None:
    """What their points so far give or take; None once the month is settled, which then says so itself."""
    if Settlement.objects.filter(department=department, month=month).exists():
        return None
    found = month_to_settle(department.pk, month)
    figures = figures_of(department, month, [employee.pk])
    own = next(iter(figures.people), None)
    if own is None:
        return None
    line = points_so_far(found.policy.money(), found.case.people, found.case.postings, own)
    if line is None or not (line.amount or line.limited_by):
        return None
    return Share(0, line.nominal, line.amount, line.limited_by, employee.pk in figures.unread)


def _slips(people: Sequence[Employee]) -> dict[int, Payslip]:
    """By employee, of the month of the last day. One statement."""
    months = {one.pk: one.left_on.replace(day=1) for one in people if one.left_on}
    rows = Payslip.objects.filter(employee__in=months, month__in=set(months.values())).select_related("run")
    return {slip.employee_id: slip for slip in rows.defer("inputs") if slip.month == months[slip.employee_id]}


def _leaver(
    employee: Employee, department: Department, slip: Payslip | None, read: Collection[int], viewer: Viewer
) -> Leaver:
    last_day = employee.left_on or viewer.at.date()
    is_here = last_day <= day_in(department.timezone, viewer.at)
    may_draft = slip is None or (slip.run.kind == PayRun.Kind.LEAVER and slip.run.state == PayRun.State.DRAFTED)
    seen = slip if slip is not None and slip.pk in read else None
    state = slip.run.get_state_display() if slip else ""
    return Leaver(employee, department, last_day, seen, state, is_here and may_draft)
