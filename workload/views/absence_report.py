"""`/absences/report/`: who was away and why, what it cost, who covered (L6)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.forms.absence_report import AbsenceReportForm
from workload.queries.absence_report import absence_report, report_choices


@require_safe
@employees_only
def report(request: DeskRequest) -> HttpResponse:
    """Of everybody whose absences the viewer sees with their type: oneself, one's department, all."""
    people, departments = report_choices(request.viewer)
    today = localdate(request.at)
    form = AbsenceReportForm(request.GET, today=today, people=people, departments=departments)
    found = absence_report(request.viewer, form.wanted())
    context = {"form": form, "report": found, "is_filtered": bool(request.GET)}
    return render(request, "absences/report.html", context, status=422 if form.errors else 200)
