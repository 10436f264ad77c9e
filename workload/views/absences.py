"""`/absences/`: asking, deciding, and who is not there now (L2, first form)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.actions.absences import AT_ONCE, record_absence, request_absence
from workload.forms.absences import AbsenceForm, DecisionForm
from workload.models import Absence, Employee
from workload.queries.absences import AbsencesPage, absences_page
from workload.queries.employees import employee_behind


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def absences(request: DeskRequest) -> HttpResponse:
    """The page; a POST asks for an absence, or records sickness at once."""
    page = absences_page(request.viewer)
    form = AbsenceForm(request.POST or None, people=page.people, others=page.others)
    if request.method == "POST" and form.is_valid():
        try:
            absence = entered(request, form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Recorded.") if absence.state == "recorded" else _("Asked for."))
            return redirect("absences")
    return shown(request, page, form)


def entered(request: DeskRequest, form: AbsenceForm) -> Absence:
    """Asked for or recorded, as its type is."""
    data = form.cleaned_data
    employee: Employee = data.get("employee") or employee_behind(request.viewer)
    enter = record_absence if data["type"] in AT_ONCE else request_absence
    return enter(
        employee=employee,
        type=data["type"],
        days=form.days(),
        cover=data["cover"],
        note=data["note"],
        by=request.viewer,
        at=request.at,
    )


@require_POST
@employees_only
def absence_approve(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Approves, with another cover when one is named."""
    absence, form = asked_about(request, absence_id)
    cover = form.cleaned_data["cover"]
    approve_absence(absence=absence, cover=cover, note=form.cleaned_data["note"], by=request.viewer, at=request.at)
    messages.success(request, _("Approved."))
    return redirect("absences")


@require_POST
@employees_only
def absence_reject(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Rejects, with a reason."""
    absence, form = asked_about(request, absence_id)
    reject_absence(absence=absence, note=form.cleaned_data["note"], by=request.viewer, at=request.at)
    messages.success(request, _("Rejected."))
    return redirect("absences")


@require_POST
@employees_only
def absence_cancel(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Takes an absence back."""
    absence, _form = asked_about(request, absence_id)
    cancel_absence(absence=absence, by=request.viewer, at=request.at)
    messages.success(request, _("Cancelled."))
    return redirect("absences")


def asked_about(request: DeskRequest, absence_id: int) -> tuple[Absence, DecisionForm]:
    """The absence, when the viewer may see it, and what was sent with the decision. Refused when that makes no
    sense; the page one came from shows the sentence."""
    absence = get_object_or_404(Absence.objects.visible_to(request.viewer), pk=absence_id)
    people = Employee.objects.visible_to(request.viewer).employed_at(request.at)
    form = DecisionForm(request.POST, people=people)
    if not form.is_valid():
        raise Refused(_("Choose a colleague from the list."), field="cover")
    return absence, form


def shown(request: DeskRequest, page: AbsencesPage, form: AbsenceForm) -> HttpResponse:
    context = {"page": page, "form": form}
    return render(request, "absences/page.html", context, status=422 if form.errors else 200)
