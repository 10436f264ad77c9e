"""`/pay/objections/`: what employees object to in their payslips, and the answers (Y4, P4)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from payroll.actions.objecting import answer_objection, object_to_line
from payroll.adjustment_permissions import can_object
from payroll.domain.objections import ObjectionEvent
from payroll.forms.objections import AnswerForm, ObjectionForm, WrittenObjectionForm
from payroll.models import PayObjection, PayslipLine
from payroll.queries.objections.lists import objection_list, objection_row, objections_of
from payroll.queries.runs.readable import readable_payslips
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
    """The form of whose payslip it is, or of who writes it down for who has left; a POST objects, sent twice it objects
    once."""
    line = line_to_object(request, pk)
    is_own = line.payslip.employee_id == request.viewer.employee_id
    form = (ObjectionForm if is_own else WrittenObjectionForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = object_to_line(line=line, **form.cleaned_data, by=request.viewer, at=request.at)
        except Refused as refusal:
            refused(form, refusal)
        else:
            told = _("Your objection is on its way. You are told of the answer.")
            messages.success(request, told if is_own else _("Written down. Whoever answers for the pay is told."))
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
    has_left = row.employee.left_on is not None and row.employee.left_on < request.at.date()
    told = _("Answered. The employee is told.")
    messages.success(request, _("Answered. This person has left: hand the answer over.") if has_left else told)
    if form.cleaned_data["event"] is ObjectionEvent.UPHOLD:
        return redirect(reverse("payslip-correct", args=[row.line.payslip_id]) + f"?objection={row.pk}")
    return redirect("objection", row.pk)


def line_to_object(request: DeskRequest, pk: int) -> PayslipLine:
    """404 for a line of somebody else, but for who may write down what they object to."""
    lines = PayslipLine.objects.filter(pk=pk, payslip__in=readable_payslips(request.viewer))
    line = lines.select_related("payslip__employee", "payslip__department", "payslip__run").first()
    if line is None or not can_object(request.viewer, line.payslip):
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
