"""What the timesheets say of spans (Y1, L5)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from payroll.domain.spans import Span, Worked
from payroll.domain.worked_days import worked
from payroll.queries.months.calendars import CountedBy, counted_by
from workload.domain.months import last_day_of
from workload.domain.timesheet_days import DayValue
from workload.models import Timesheet
from workload.queries.policies import rules_of_departments
from workload.queries.timesheets.days import SheetDay, days_of_sheets, values_of

type Whose = tuple[int, int]
"""(employee, department) of a timesheet."""


def worked_of(spans: Sequence[Span], month: date) -> dict[int, Worked]:
    """{place: what was worked}. Nothing where there is no timesheet; no norm where the department has no calendar. The
    ramp is the department's on the last day of the month. Six statements, and one more for calendars not read before.
    """
    departments = {span.department_id for span in spans}
    return worked_by(counted_by(departments, month), spans, month)


def worked_by(calendars: Mapping[int, CountedBy], spans: Sequence[Span], month: date) -> dict[int, Worked]:
    """The same by calendars that were read already. Three statements."""
    sheets = _sheets(spans, month)
    days = days_of_sheets(sheets.values())
    rules = rules_of_departments({span.department_id for span in spans}, last_day_of(month))
    values: dict[Whose, dict[date, DayValue]] = {whose: values_of(days.get(one, ())) for whose, one in sheets.items()}
    planned, absent = _planned(sheets, days), _absent(values)
    found = {}
    for span in spans:
        whose = span.employee_id, span.department_id
        counted = calendars.get(span.department_id)
        found[span.place] = worked(
            span,
            counted.norms if counted else (),
            values.get(whose, {}),
            planned.get(span.employee_id, {}),
            absent[span.employee_id],
            rules[span.department_id].ramp,
            (sheets[whose],) if whose in sheets else (),
        )
    return found


def _sheets(spans: Sequence[Span], month: date) -> dict[Whose, int]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for span in spans:
        wanted[span.department_id].add(span.employee_id)
    people = set().union(*wanted.values())
    rows = Timesheet.objects.filter(employee__in=people, month=month)
    return {
        (employee, department): sheet
        for employee, department, sheet in rows.values_list("employee_id", "department_id", "pk")
        if employee in wanted[department]
    }


def _planned(sheets: Mapping[Whose, int], days: Mapping[int, Sequence[SheetDay]]) -> dict[int, dict[date, int]]:
    """{employee: minutes of their plan by day}, wherever they worked on it."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for (employee, _department), sheet in sheets.items():
        for one in days.get(sheet, ()):
            found[employee][one.day] = found[employee].get(one.day, 0) + one.planned_minutes
    return found


def _absent(values: Mapping[Whose, Mapping[date, DayValue]]) -> dict[int, set[date]]:
    """{employee: days that are an absence}, wherever they worked then."""
    found: dict[int, set[date]] = defaultdict(set)
    for (employee, _department), days in values.items():
        found[employee] |= {day for day, value in days.items() if value.is_absence}
    return found
