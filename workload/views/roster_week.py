"""`/roster/week/`: one's usual week, from which months are filled (L1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.rosters.patterns import set_pattern
from workload.domain.roster_dates import months_later
from workload.forms.rosters import WeekForm
from workload.queries.employees import employee_behind
from workload.queries.roster_filling import patterns_of
from workload.queries.roster_month import local_month


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def roster_week(request: DeskRequest) -> HttpResponse:
    """The week in force next month; a POST sets it from a day on."""
    employee = employee_behind(request.viewer)
    month = months_later(local_month(request.at, request.viewer.timezone), 1)
    pattern = next(iter(patterns_of([employee.pk], month).get(employee.pk, [])), None)
    shifts = [line.shift() for line in pattern.lines.all()] if pattern else []
    by_calendar = pattern.is_by_calendar if pattern else True
    form = WeekForm(request.POST or None, pattern=shifts, starts_on=month, is_by_calendar=by_calendar)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_pattern(
                employee=employee,
                lines=form.lines(),
                starts_on=data["starts_on"],
                is_by_calendar=data["is_by_calendar"],
                by=request.viewer,
                at=request.at,
            )
        except Refused as refusal:
            field = (refusal.field or "").replace("pattern.", "day-")
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved. Months that you open from now on are filled by it."))
            return redirect("roster-mine", month=month)
    return render(request, "roster/week.html", {"form": form}, status=422 if form.errors else 200)
