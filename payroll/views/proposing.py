"""Proposing an addition, and turning back a line that no facts were counted for (Y5)."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from payroll.actions.proposing import propose_addition, reverse_line
from payroll.forms.adjustments import AdditionForm, SumForm
from payroll.models import PayslipLine
from payroll.queries.adjustments.corrections import correctable_payslips
from payroll.queries.objections.answerers import people_to_pay_more
from payroll.queries.slips.line_names import line_name
from payroll.views.refusals import refused
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def pay_adjustment_new(request: DeskRequest) -> HttpResponse:
    """The form; a POST proposes, sent twice it proposes once."""
    people = people_to_pay_more(request.viewer)
    if not people.exists():
        raise Http404
    asked = {"employee": request.GET.get("employee")}
    form = AdditionForm(request.POST or None, request.FILES or None, people=people, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            propose(request, form)
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Proposed. Whoever decides on it is told."))
            return redirect("pay-adjustments")
    return render(request, "payroll/adjustments/new.html", {"form": form}, status=422 if form.errors else 200)


@employees_only
@require_http_methods(["GET", "HEAD", "POST"])
def payslip_line_reverse(request: DeskRequest, pk: int) -> HttpResponse:
    """As much of a settlement or an adjustment as was wrong."""
    line = line_to_correct(request, pk)
    initial = {"amount": -line.amount}
    form = SumForm(request.POST or None, request.FILES or None, initial=initial, auto_id="reversal_%s")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            reverse(request, line, data["amount"], data["reason"], form)
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Proposed. Whoever decides on it is told."))
            return redirect("pay-adjustments")
    context = {"form": form, "line": line, "slip": line.payslip, "name": line_name(line.code)}
    return render(request, "payroll/adjustments/reverse.html", context, status=422 if form.errors else 200)


def line_to_correct(request: DeskRequest, pk: int) -> PayslipLine:
    """404 where its payslip is not the viewer's to correct."""
    lines = PayslipLine.objects.filter(pk=pk, payslip__in=correctable_payslips(request.viewer))
    line = lines.select_related("payslip__employee", "payslip__department").first()
    if line is None:
        raise Http404
    return line


def propose(request: DeskRequest, form: AdditionForm) -> None:
    data = form.cleaned_data
    once(
        key=request.POST.get("idempotency_key", ""),
        by=request.viewer,
        at=request.at,
        deed=lambda: propose_addition(
            employee=data["employee"],
            amount=data["amount"],
            reason=data["reason"],
            month=data["month"],
            minus=form.minus(),
            by=request.viewer,
            at=request.at,
        ),
    )


def reverse(request: DeskRequest, line: PayslipLine, amount: Decimal, reason: str, form: SumForm) -> None:
    minus = form.minus()
    once(
        key=request.POST.get("idempotency_key", ""),
        by=request.viewer,
        at=request.at,
        deed=lambda: reverse_line(
            line=line, amount=amount, reason=reason, minus=minus, by=request.viewer, at=request.at
        ),
    )
