"""`/pay/objections/`: what employees object to in their payslips, and the answers (Y4, P4)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from payroll.actions.objecting import answer_objection, object_to_line
from payroll.domain.objections import ObjectionEvent
from payroll.forms.objections import AnswerForm, ObjectionForm
from payroll.models import PayObjection, Payslip, PayslipLine
from payroll.queries.objections.lists import objection_list, objection_row, objections_of
from payroll.queries.slips.line_names import line_name
from payroll.queries.slips.line_words import formula_words
from payroll.views.adjustments import chips_of, page_url
from payroll.views.refusals import refused
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@employees_only
@require_safe
def objections(request: DeskRequest) -> HttpResponse:
    """The list by `?state=`."""
    chosen = request.GET.get("state", "")
    state = chosen if chosen in PayObjection.State.values else ""
    page = objection_list(request.viewer, state=state, cursor=request.GET.get("cursor", ""))
    context: dict[str, Any] = {
        "rows": [objection_row(one) for one in page.rows],
        "waiting": PayObjection.objects.for_answer_of(request.viewer).count(),
        "state": state,
        "chips": chips_of(state, PayObjection.State.choices),
        "newer_url": page_url(state, page.newer),
        "older_url": page_url(state, page.older),
    }
    return render(request, "payroll/adjustments/objections.html", context)


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def objection_new(request: DeskRequest, pk: int) -> HttpResponse:
    """The form of whose payslip it is; a POST objects, sent twice it objects once."""
    line = own_line(request, pk)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = object_to_line(line=line, text=form.cleaned_data["text"], by=request.viewer, at=request.at)
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Your objection is on its way. You are told of the answer."))
            return redirect("objection", row.pk)
    context = {
        "form": form, "line": line, "slip": line.payslip, "name": line_name(line.code),
        "formula": formula_words(line.formula),
    }  # fmt: skip
    return render(request, "payroll/adjustments/object.html", context, status=422 if form.errors else 200)


@employees_only
@require_safe
def objection(request: DeskRequest, pk: int) -> HttpResponse:
    """One objection with its answer, or the form to answer."""
    return shown(request, found(request, pk), AnswerForm())


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def objection_answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Uphold or reject it; what is upheld leads on to the correction."""
    row, form = found(request, pk), AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, row, form)
    try:
        answer_objection(objection=row, **form.cleaned_data, by=request.viewer, at=request.at)
    except Refused as refusal:
        refused(form, refusal)
        return shown(request, row, form)
    messages.success(request, _("Answered. The employee is told."))
    if form.cleaned_data["event"] is ObjectionEvent.UPHOLD:
        return redirect(reverse("payslip-correct", args=[row.line.payslip_id]) + f"?objection={row.pk}")
    return redirect("objection", row.pk)


def own_line(request: DeskRequest, pk: int) -> PayslipLine:
    """404 for a line of somebody else."""
    own = Payslip.objects.visible_to(request.viewer).filter(employee=request.viewer.employee_id)
    lines = PayslipLine.objects.filter(pk=pk, payslip__in=own)
    line = lines.select_related("payslip__employee", "payslip__department", "payslip__run").first()
    if line is None:
        raise Http404
    return line


def found(request: DeskRequest, pk: int) -> PayObjection:
    """With all that its page shows. 404 when the viewer may not see it."""
    row = objections_of(request.viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def shown(request: DeskRequest, row: PayObjection, form: AnswerForm) -> HttpResponse:
    context = {"row": objection_row(row), "form": form}
    return render(request, "payroll/adjustments/objection.html", context, status=422 if form.errors else 200)
