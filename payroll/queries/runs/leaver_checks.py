"""What stops the pay of who is not paid with the department: the checks of a month, of these people only (Y5)."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from payroll.queries.months.spans import spans_of
from payroll.queries.runs.checks import Check, Outcome, stops, year_check
from workload.models import Absence, Department, Timesheet
from workload.queries.timesheets.days import days_of_sheets
from workload.queries.timesheets.months import month_facts

SIGNED = (Timesheet.State.APPROVED, Timesheet.State.CLOSED)
UNDECIDED = (Absence.State.REQUESTED, Absence.State.RECORDED)


def stops_of_people(employees: Collection[int], department: Department, last_day: date, at: datetime) -> list[Check]:
    """In every department they have worked in since the month of `last_day` began, up to that day; [] when nothing
    stops it. Nine statements."""
    month = last_day.replace(day=1)
    spans, _gaps = spans_of(department.pk, month, employees, until=last_day)
    places = {span.department_id for span in spans}
    years = map(year_check, month_facts(Department.objects.filter(pk__in=places).order_by("name"), month, at))
    return stops([*_sheets(employees, places, last_day), *_absences(employees, last_day), *years])


def _sheets(employees: Collection[int], places: Collection[int], last_day: date) -> Iterator[Check]:
    own = Timesheet.objects.filter(employee__in=employees, department__in=places, month=last_day.replace(day=1))
    sheets = list(own.select_related("employee", "department").order_by("pk"))
    days = days_of_sheets([sheet.pk for sheet in sheets])
    for sheet in sheets:
        told = {"name": sheet.employee.name, "department": sheet.department.name}
        if sheet.state not in SIGNED:
            yield _stop("timesheets", _("The timesheet of %(name)s in %(department)s is not approved yet.") % told)
        unknown = [one.day for one in days.get(sheet.pk, ()) if one.day <= last_day and one.value.is_unresolved]
        if unknown:
            told["days"] = ", ".join(format_date(day, "j E") for day in unknown)
            yield _stop("unknown", _("Nobody has said why %(name)s was away (НН): %(days)s.") % told)


def _absences(employees: Collection[int], last_day: date) -> Iterator[Check]:
    during = Absence.objects.filter(starts_on__lte=last_day, ends_on__gte=last_day.replace(day=1))
    waiting = during.filter(employee__in=employees, state__in=UNDECIDED).order_by("employee__name")
    for name in waiting.values_list("employee__name", flat=True).distinct():
        yield _stop("absences", _("An absence of %(name)s waits for a decision.") % {"name": name})


def _stop(code: str, sentence: str) -> Check:
    return Check(code, Outcome.STOPS, sentence)
