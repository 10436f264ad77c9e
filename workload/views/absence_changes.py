"""What changes about an absence in force, from its page: the last day, who covers (L2)."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from support_desk.shared.errors import Refused, Unconfirmed
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.cover_replacing import replace_cover
from workload.actions.last_day import change_last_day
from workload.forms.absences import CoverForm, LastDayForm
from workload.models import Absence
from workload.queries.absences import signers_for
from workload.views.leave_slips import seen, shown


@require_POST
@employees_only
def absence_last_day(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Back earlier, or away longer; a time that has passed is read and confirmed first."""
    absence, form = visible(request, absence_id), LastDayForm(request.POST)
    consequences: tuple[str, ...] = ()
    if form.is_valid():
        try:
            change_last_day(absence=absence, by=request.viewer, at=request.at, **form.cleaned_data)
        except Unconfirmed as question:
            consequences = question.consequences
        except Refused as refusal:
            at_its_field(form, refusal)
        else:
            messages.success(request, _("The absence has another last day."))
            return redirect("absence", absence_id)
    return shown(request, seen(request, absence_id), status=422, last_day=form, to_confirm=consequences)


@require_POST
@employees_only
def absence_cover(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Another cover, from now on."""
    absence = visible(request, absence_id)
    form = cover_form(request, absence, request.POST)
    if form.is_valid():
        try:
            replace_cover(absence=absence, by=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            at_its_field(form, refusal)
        else:
            messages.success(request, _("Another cover is named and told."))
            return redirect("absence", absence_id)
    return shown(request, seen(request, absence_id), status=422, new_cover=form)


def visible(request: DeskRequest, absence_id: int) -> Absence:
    """404 when the viewer may not see it."""
    return get_object_or_404(Absence.objects.visible_to(request.viewer), pk=absence_id)


def cover_form(request: DeskRequest, absence: Absence, data: Any = None) -> CoverForm:
    """With the person's department to choose from."""
    return CoverForm(data, initial={"cover": absence.cover_id}, people=signers_for(request.viewer, absence)[0])


def at_its_field(form: Form, refusal: Refused) -> None:
    """The sentence beside the field; one that is of no field is shown on the page that one comes from."""
    if refusal.field not in form.fields:
        raise refusal
    form.add_error(refusal.field, str(refusal))
