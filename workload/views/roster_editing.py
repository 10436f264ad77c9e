"""Planning days of a month: one cell of the grid, or one's own month as a form (L1)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.rosters.planning import plan_days, refill_roster
from workload.actions.rosters.submitting import submit_roster, withdraw_roster
from workload.domain.roster_dates import last_day_of
from workload.domain.rosters import RosterEvent
from workload.forms.rosters import DayForm, MonthForm
from workload.models import Employee
from workload.queries.employees import employee_behind
from workload.queries.own_roster import OwnRoster, own_roster
from workload.queries.roster_cells import foot_row, grid_row
from workload.queries.roster_month import roster_page


@require_POST
@employees_only
def roster_day(request: DeskRequest, month: date) -> HttpResponse:
    """Plans one day of somebody; the row and the foot as they are now, or 422 with the sentence and its field."""
    form = DayForm(request.POST)
    if not form.is_valid():
        field, words = next(iter(form.errors.items()))
        return refused(str(words[0]), field)
    data = form.cleaned_data
    if data["day"].replace(day=1) != month:
        raise Http404
    try:
        employee = Employee(pk=data["employee"])
        days = {data["day"]: data["hours"]}
        plan_days(employee=employee, days=days, reason=data["reason"], by=request.viewer, at=request.at)
    except Employee.DoesNotExist as unseen:
        raise Http404 from unseen
    except Refused as refusal:
        return refused(str(refusal), refusal.field or "")
    return drawn(request, month, data["employee"])


def drawn(request: DeskRequest, month: date, employee_id: int) -> HttpResponse:
    """What changed in the grid by it."""
    asked = request.GET.get("department", "")
    page = roster_page(request.viewer, month, int(asked) if asked.isascii() and asked.isdigit() else None)
    row = next((row for row in page.rows if row.employee.pk == employee_id), None) if page else None
    if page is None or row is None:
        raise Http404
    return JsonResponse({"row": grid_row(page, row), "foot": foot_row(page)})


def refused(words: str, field: str) -> JsonResponse:
    return JsonResponse({"error": words, "field": field}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def roster_mine(request: DeskRequest, month: date) -> HttpResponse:
    """One's own month, a field a day; a POST saves, submits, fills it anew or takes it back."""
    employee = employee_behind(request.viewer)
    page = own_roster(request.viewer, employee, month)
    if page is None:
        raise Http404
    form = MonthForm(request.POST or None, days=page.days, hours=page.hours, is_open=page.may_change)
    if request.method == "POST" and form.is_valid():
        try:
            words = done(request, employee, page, form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, words)
            return redirect("roster-mine", month=month)
    context = {"page": page, "form": form, "last": last_day_of(month)}
    return render(request, "roster/mine.html", context, status=422 if form.errors else 200)


def done(request: DeskRequest, employee: Employee, page: OwnRoster, form: MonthForm) -> str:
    """What was asked for, in words."""
    by, at = request.viewer, request.at
    wish = request.POST.get("do", "save")
    if wish == "refill":
        refill_roster(employee=employee, month=page.month, by=by, at=at)
        return _("Filled from your usual week.")
    if wish == "withdraw" and page.submission is not None:
        withdraw_roster(submission=page.submission, by=by, at=at)
        return _("Taken back. Change it and submit it again.")
    if RosterEvent.CHANGE in page.events and (days := form.planned()):
        plan_days(employee=employee, days=days, by=by, at=at)
    if wish == "submit":
        late = submit_roster(employee=employee, month=page.month, by=by, at=at).is_late
        return _("Submitted late.") if late else _("Submitted.")
    return _("Saved. Submit it when it is complete.")
