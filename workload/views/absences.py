"""`/absences/`: asking, deciding, and who is not there now (L2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused, Unconfirmed
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.actions.absences import AT_ONCE, record_absence, request_absence
from workload.forms.absences import AbsenceForm, DecisionForm
from workload.models import Absence, Employee
from workload.queries.absences import AbsencesPage, absences_page
from workload.queries.employees import employee_behind, zone_of


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def absences(request: DeskRequest) -> HttpResponse:
    """The page; a POST asks for an absence, or records sickness at once."""
    page = absences_page(request.viewer)
    form = AbsenceForm(request.POST or None, people=page.people, colleagues=page.colleagues, others=page.others)
    consequences: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            absence = entered(request, form)
        except Unconfirmed as question:
            consequences = question.consequences
        except Refused as refusal:
            form.add_error(field_at_fault(form, refusal), str(refusal))
        else:
            messages.success(request, _("Recorded.") if absence.state == "recorded" else _("Asked for."))
            return redirect("absences")
    return shown(request, page, form, consequences)


def field_at_fault(form: AbsenceForm, refusal: Refused) -> str | None:
    """The field of the form that holds what the action names."""
    field = "make_up_on" if refusal.field == "make_ups" else refusal.field
    return field if field in form.fields else None


def entered(request: DeskRequest, form: AbsenceForm) -> Absence:
    """Asked for or recorded, as its type is."""
    data = form.cleaned_data
    employee: Employee = data.get("employee") or employee_behind(request.viewer)
    told = {name: data[name] for name in ("type", "cover", "note", "confirmed")}
    if data["type"] in AT_ONCE:
        return record_absence(employee=employee, days=form.days(), by=request.viewer, at=request.at, **told)
    return request_absence(
        employee=employee,
        days=form.days(),
        colleagues=data["colleagues"],
        make_ups=form.make_ups(zone_of(employee, request.at)),
        by=request.viewer,
        at=request.at,
        **told,
    )


@require_POST
@employees_only
def absence_approve(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Approves; another cover who is named is asked first."""
    absence, form = asked_about(request, absence_id)
    cover, note = form.cleaned_data["cover"], form.cleaned_data["note"]
    absence = approve_absence(absence=absence, cover=cover, note=note, by=request.viewer, at=request.at)
    if absence.state == Absence.State.APPROVED:
        messages.success(request, _("Approved."))
    else:
        words = _("Not approved yet: the slip is with %(name)s first.")
        messages.warning(request, words % {"name": cover.name if cover else ""})
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


def shown(
    request: DeskRequest, page: AbsencesPage, form: AbsenceForm, consequences: tuple[str, ...] = ()
) -> HttpResponse:
    """`consequences`: of an absence in the past, to be read and confirmed."""
    context = {"page": page, "form": form, "consequences": consequences}
    return render(request, "absences/page.html", context, status=422 if form.errors or consequences else 200)
