"""Correcting a closed payslip: its figures put right, what comes out otherwise, and the proposal (Y5)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payroll.actions.correcting import Recomputed, correct_payslip, recomputed
from payroll.forms.correcting import CorrectionForm
from payroll.models import PayObjection, Payslip
from payroll.queries.adjustments.corrections import correctable_payslips, standing_case
from payroll.queries.adjustments.lists import LineStory
from payroll.queries.objections.lists import objections_of
from payroll.queries.slips.line_names import line_name
from payroll.views.refusals import refused
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.money import rubles_of
from support_desk.shared.views.doors import employees_only


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def payslip_correct(request: DeskRequest, pk: int) -> HttpResponse:
    """The figures; a POST shows what comes of others, or with `propose` proposes it. `?objection=`: what led here."""
    slip = correctable_payslips(request.viewer).filter(pk=pk).select_related("employee", "department").first()
    if slip is None:
        raise Http404
    objection = objection_behind(request, slip)
    form = CorrectionForm(request.POST or None, request.FILES or None, case=standing_case(slip))
    context: dict[str, Any] = {"form": form, "slip": slip, "objection": objection}
    if request.method == "POST" and form.is_valid():
        try:
            result = recomputed(slip, form.changes())
            context |= {"stories": stories(result), "total": rubles_of(result.total), "is_shown": True}
            if "propose" in request.POST:
                propose(request, slip, form, objection)
                messages.success(request, _("Proposed. Whoever decides on it is told."))
                return redirect("pay-adjustments")
        except Refused as refusal:
            refused(form, refusal)
    return render(request, "payroll/adjustments/correct.html", context, status=422 if form.errors else 200)


def objection_behind(request: DeskRequest, slip: Payslip) -> PayObjection | None:
    """The upheld objection to this payslip that the address names."""
    named = request.GET.get("objection", "")
    if not (named.isascii() and named.isdecimal() and len(named) <= 18):
        return None
    upheld = objections_of(request.viewer).filter(state=PayObjection.State.UPHELD, line__payslip=slip)
    return upheld.filter(pk=int(named)).first()


def propose(request: DeskRequest, slip: Payslip, form: CorrectionForm, objection: PayObjection | None) -> None:
    """Sent twice, the second finds the first waiting for its decision."""
    correct_payslip(
        payslip=slip,
        changes=form.changes(),
        reason=form.cleaned_data["reason"],
        objection=objection,
        minus=form.minus(),
        by=request.viewer,
        at=request.at,
    )


def stories(result: Recomputed) -> list[LineStory]:
    """What comes out otherwise, line by line."""
    return [
        LineStory(one.section, line_name(one.code), rubles_of(one.before), rubles_of(one.after))
        for one in result.differences
    ]
