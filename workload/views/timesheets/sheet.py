"""`/timesheets/sheets/<id>/`: a person's month, day by day; corrected there by who keeps it (L5)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.timesheets.correcting import correct_day
from workload.domain.timesheet_days import suggested
from workload.forms.timesheets import CorrectionForm
from workload.models import Timesheet
from workload.queries.timesheets.blocks import month_words
from workload.queries.timesheets.days import SheetDay
from workload.queries.timesheets.sheet_page import SheetPage, sheet_page
from workload.queries.timesheets.words import hours_words
from workload.timesheet_permissions import keeps_timesheets


def found_sheet(request: DeskRequest, sheet_id: int) -> Timesheet:
    """404 when the viewer may not see it. One statement."""
    visible = Timesheet.objects.visible_to(request.viewer).select_related("employee", "department", "approved_by")
    return get_object_or_404(visible, pk=sheet_id)


@require_safe
@employees_only
def timesheet(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """The days with what each was made from; the form stands ready for the day that is asked for."""
    page = sheet_page(request.viewer, found_sheet(request, sheet_id))
    return shown(request, page, form_for(request, page))


@require_POST
@employees_only
def timesheet_correct(request: DeskRequest, sheet_id: int) -> HttpResponse:
    """Sets a day; what is refused stands at its field."""
    sheet = found_sheet(request, sheet_id)
    page = sheet_page(request.viewer, sheet)
    form = CorrectionForm(request.POST, days=[line.day.day for line in page.lines])
    if form.is_valid():
        try:
            correct_day(
                sheet=sheet,
                day=form.wanted_day(),
                wanted=form.wanted(),
                reason=form.cleaned_data["reason"],
                by=request.viewer,
                at=request.at,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Corrected."))
            return redirect("timesheet", sheet_id)
    return shown(request, page, form)


def form_for(request: DeskRequest, page: SheetPage) -> CorrectionForm | None:
    """The form with the values of the day in the address; None for who does not correct."""
    if not page.may_correct:
        return None
    days = [line.day.day for line in page.lines]
    wanted = page.line_of(parse_day(request.GET.get("day", "")) or days[0]) if days else None
    initial = initial_of(wanted.day) if wanted is not None else {}
    return CorrectionForm(initial=initial, days=days)


def initial_of(day: SheetDay) -> dict[str, Any]:
    """The day as it is; where a hint says that more was worked, as it would be when that is true."""
    value = suggested(day.value, day.hint, day.logged_minutes)
    return {
        "day": day.day.isoformat(),
        "code": value.code.value,
        "minutes": hours_words(value.minutes),
        "night_minutes": hours_words(value.night_minutes),
        "away_code": value.away_code,
        "away_minutes": hours_words(value.away_minutes) if value.away_code else "",
    }


def parse_day(text: str) -> Any:
    """None for what is no day."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def shown(request: DeskRequest, page: SheetPage, form: CorrectionForm | None) -> HttpResponse:
    context = {
        "page": page,
        "sheet": page.sheet,
        "form": form,
        "month_name": month_words(page.sheet.month),
        "keeps": keeps_timesheets(request.viewer, page.sheet.department_id),
    }
    return render(request, "timesheets/sheet.html", context, status=422 if form is not None and form.errors else 200)
