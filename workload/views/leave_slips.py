"""`/absences/<id>/`: one absence with its leave slip, signed and sent round from here (L2)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.leave_slips.naming import name_signers
from workload.actions.leave_slips.signing import agree_to_slip, decline_slip
from workload.forms.absences import CoverForm, LastDayForm, SignersForm
from workload.models import Absence, LeaveSlip, SignOff
from workload.queries.absence_card import absence_card, found_absence
from workload.queries.absences import signers_for


@require_safe
@employees_only
def absence(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Who asked, who has signed, who decides; never the type to whoever only signs."""
    return shown(request, seen(request, absence_id))


@require_POST
@employees_only
def absence_agree(request: DeskRequest, absence_id: int) -> HttpResponse:
    """The cover, or a colleague, agrees."""
    slip = slip_of(request, absence_id)
    agree_to_slip(slip=slip, note=note_of(request), by=request.viewer, at=request.at)
    messages.success(request, _("You have agreed."))
    return redirect("absence", absence_id)


@require_POST
@employees_only
def absence_decline(request: DeskRequest, absence_id: int) -> HttpResponse:
    """The cover, or a colleague, declines and says why."""
    slip = slip_of(request, absence_id)
    try:
        decline_slip(slip=slip, note=note_of(request), by=request.viewer, at=request.at)
    except Refused as refusal:
        if refusal.field != "note":
            raise
        return shown(request, slip.absence, note_error=str(refusal), status=422)
    messages.success(request, _("You have declined. The slip is with the person again."))
    return redirect("absence", absence_id)


@require_POST
@employees_only
def absence_signers(request: DeskRequest, absence_id: int) -> HttpResponse:
    """Another cover, other colleagues."""
    slip = slip_of(request, absence_id)
    form = signers_form(request, slip.absence, request.POST)
    if form.is_valid():
        try:
            name_signers(slip=slip, by=request.viewer, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The slip goes round again."))
            return redirect("absence", absence_id)
    return shown(request, slip.absence, form=form, status=422)


def seen(request: DeskRequest, absence_id: int) -> Absence:
    found = found_absence(request.viewer, absence_id)
    if found is None:
        raise Http404
    return found


def slip_of(request: DeskRequest, absence_id: int) -> LeaveSlip:
    """The slip of an absence that has one; 404 when the viewer may not see it."""
    found = seen(request, absence_id)
    slip: LeaveSlip | None = getattr(found, "slip", None)
    if slip is None:
        raise Http404
    slip.absence = found
    return slip


def note_of(request: DeskRequest) -> str:
    return request.POST.get("note", "")[:500]


def signers_form(request: DeskRequest, absence: Absence, data: Any = None) -> SignersForm:
    """With who has been named until now."""
    people, colleagues = signers_for(request.viewer, absence)
    standing = SignOff.objects.standing().filter(slip__absence=absence, kind="colleague")
    named = [str(pk) for pk in standing.values_list("person_id", flat=True)]
    initial = {"cover": absence.cover_id, "colleagues": named}
    return SignersForm(data, initial=initial, people=people, colleagues=colleagues)


def shown(
    request: DeskRequest,
    absence: Absence,
    *,
    form: SignersForm | None = None,
    note_error: str = "",
    status: int = 200,
    **told: Any,
) -> HttpResponse:
    """The page; `told`: the forms of `views/absence_changes.py` as they were refused."""
    card = absence_card(request.viewer, absence)
    context = {"card": card, "absence": absence, "note_error": note_error}
    context["form"] = form or (signers_form(request, absence) if card.may_name else None)
    if card.may_change:
        people = signers_for(request.viewer, absence)[0]
        context["new_cover"] = CoverForm(initial={"cover": absence.cover_id}, people=people)
        context["last_day"] = LastDayForm(initial={"ends_on": absence.ends_on})
    context |= told
    return render(request, "absences/absence.html", context, status=status)
