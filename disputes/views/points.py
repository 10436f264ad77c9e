"""`/points/`: my points, months by department, and corrections by the director (M5, D10)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from disputes.actions.correcting_points import correct_points
from disputes.forms.points import CorrectionForm
from disputes.point_permissions import can_correct_some_points
from disputes.queries.own_points import months_settled, own_points, running_months
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from workload.models import Employee


@require_safe
@employees_only
def points(request: DeskRequest) -> HttpResponse:
    """What I have, and where the months of the departments are."""
    context = {
        "own": own_points(request.viewer),
        "months": months_settled(request.viewer),
        "running": running_months(request.viewer),
        "may_correct": can_correct_some_points(request.viewer),
    }
    return render(request, "points/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def points_correct(request: DeskRequest) -> HttpResponse:
    """The form; a POST posts the correction, sent twice it is posted once."""
    if not can_correct_some_points(request.viewer):
        raise Http404
    people = Employee.objects.visible_to(request.viewer).employed_at(request.at)
    others = people.exclude(pk=request.viewer.employee_id or 0).order_by("name")
    form = CorrectionForm(request.POST or None, people=others, initial={"employee": request.GET.get("employee")})
    if request.method == "POST" and form.is_valid():
        try:
            correct(request, form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The correction is posted, and the person is told."))
            return redirect("points")
    return render(request, "points/correct.html", {"form": form}, status=422 if form.errors else 200)


def correct(request: DeskRequest, form: CorrectionForm) -> None:
    once(
        key=request.POST.get("idempotency_key", ""),
        by=request.viewer,
        at=request.at,
        deed=lambda: correct_points(**form.cleaned_data, by=request.viewer, at=request.at),
    )
