"""The hours of the half-months, for whoever reckons the pay (L5, Y9)."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from support_desk.shared.exports import Column, Export
from support_desk.shared.viewer import Viewer
from workload.domain.timesheet_codes import Code
from workload.domain.timesheet_days import DayValue
from workload.domain.timesheet_totals import Totals, totals_of
from workload.models import Timesheet
from workload.queries.timesheets.late import value_of_correction
from workload.queries.timesheets.words import MINUTES_AN_HOUR, cell_words

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


def half_month_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[Timesheet]:
    """Visible sheets of the `month` ("2026-10") and `department` that are asked for, with days and corrections."""
    sheets = Timesheet.objects.visible_to(viewer).select_related("employee", "department")
    month, department = query.get("month", ""), query.get("department", "")
    if MONTH.fullmatch(month):
        sheets = sheets.filter(month=date.fromisoformat(f"{month}-01"))
    if department.isascii() and department.isdigit() and len(department) < 19:
        sheets = sheets.filter(department=int(department))
    return sheets.prefetch_related("days", "corrections")


def totals_of_sheet(sheet: Timesheet) -> Totals:
    """Sums of its days."""
    return totals_of(values_of_sheet(sheet))


def values_of_sheet(sheet: Timesheet) -> dict[date, DayValue]:
    """From days and corrections that were read with it; of a closed month as it was closed."""
    filled = ((one, one.away_code, one.away_minutes) for one in sheet.days.all())
    values = {
        one.day: DayValue(Code(one.code), one.minutes, one.night_minutes, away_code, away)
        for one, away_code, away in filled
    }
    for one in sheet.corrections.all():
        if not one.is_after_closing:
            values[one.day] = value_of_correction(one)
    return values


def corrected_later(sheet: Timesheet) -> dict[date, DayValue]:
    """{day: as corrected after the closing}; it stands beside the figures."""
    late = sorted((one for one in sheet.corrections.all() if one.is_after_closing), key=lambda one: one.pk)
    return {one.day: value_of_correction(one) for one in late}


def later_words(sheet: Timesheet) -> str:
    """ "05.10 Б; 07.10 Я 4": days as they were corrected."""
    planned = {one.day: one.planned_minutes for one in sheet.days.all()}
    told = ((day, cell_words(value, planned.get(day, 0))) for day, value in sorted(corrected_later(sheet).items()))
    return "; ".join(f"{day:%d.%m} {' '.join(part for part in words if part)}" for day, words in told)


def later_minutes(sheet: Timesheet) -> int:
    """What the later corrections add to the hours worked; negative where they take."""
    later = corrected_later(sheet)
    closed = {day: value for day, value in values_of_sheet(sheet).items() if day in later}
    return totals_of(later).month.minutes - totals_of(closed).month.minutes


def hours(minutes: int) -> Decimal:
    """With two decimals, rounded half up."""
    return (Decimal(minutes) / MINUTES_AN_HOUR).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


def missed(sheet: Timesheet) -> str:
    """ "ОТ 5, Б 2": days by code."""
    return ", ".join(f"{code} {sum_.days}" for code, sum_ in totals_of_sheet(sheet).absences() if sum_.days)


HALF_MONTH = Export(
    key="half-month",
    title=_("Hours of the half-months"),
    columns=(
        Column(_("Month"), lambda sheet: f"{sheet.month:%Y-%m}"),
        Column(_("Department"), lambda sheet: sheet.department.name),
        Column(_("Employee"), lambda sheet: sheet.employee.name),
        Column(_("State"), lambda sheet: sheet.get_state_display()),
        Column(_("Days until the 15th"), lambda sheet: totals_of_sheet(sheet).first.days),
        Column(_("Hours until the 15th"), lambda sheet: hours(totals_of_sheet(sheet).first.minutes)),
        Column(_("Days from the 16th"), lambda sheet: totals_of_sheet(sheet).second.days),
        Column(_("Hours from the 16th"), lambda sheet: hours(totals_of_sheet(sheet).second.minutes)),
        Column(_("Hours of the month"), lambda sheet: hours(totals_of_sheet(sheet).month.minutes)),
        Column(_("Norm, hours"), lambda sheet: hours(sheet.norm_minutes)),
        Column(_("Hours at night"), lambda sheet: hours(totals_of_sheet(sheet).night_minutes)),
        Column(_("Days missed"), missed),
        Column(_("Corrected after the closing"), later_words),
        Column(_("Hours by later corrections"), lambda sheet: hours(later_minutes(sheet))),
    ),
    rows=half_month_rows,
    order=("-month", "department__name", "employee__name", "pk"),
)
