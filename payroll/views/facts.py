"""`/pay/facts/`: accepted offers and receivables, entered and taken back (Y2)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payroll.actions.facts.entering import enter_fact
from payroll.actions.facts.taking_back import take_fact_back
from payroll.fact_permissions import can_enter_some
from payroll.forms.facts import FactForm, TakeBackForm
from payroll.models import PayFact
from payroll.queries.facts.lists import fact_list, facts_in, facts_of, tiles_of
from payroll.queries.facts.page import fact_page
from payroll.views.refusals import refused
from support_desk.shared.errors import PeriodClosed, Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from workload.domain.months import day_in, month_after


@require_safe
@employees_only
def facts(request: DeskRequest) -> HttpResponse:
    """A month of them by `?month=`, `?kind=` and `?employee=`."""
    month, kind = asked_month(request), asked_kind(request)
    key = request.GET.get("employee", "")
    employee_id = int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None
    rows = facts_in(request.viewer, month, kind=kind, employee_id=employee_id)
    every = facts_in(request.viewer, month, employee_id=employee_id)
    page = fact_list(rows, request.GET.get("cursor", ""))
    asked = {"month": f"{month:%Y-%m}"} | ({"employee": key} if employee_id else {})
    context = {
        "month": month,
        "rows": page.rows,
        "kind": kind,
        "tiles": tiles_of(every, kind, asked),
        "may_enter": can_enter_some(request.viewer),
        "previous": address(asked | {"month": f"{month_after(month, -1):%Y-%m}"}),
        "following": address(asked | {"month": f"{month_after(month):%Y-%m}"}),
        "newer_url": address(asked | {"kind": kind, "cursor": page.newer}) if page.newer else "",
        "older_url": address(asked | {"kind": kind, "cursor": page.older}) if page.older else "",
    }
    return render(request, "payroll/facts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def fact_new(request: DeskRequest) -> HttpResponse:
    """The form; a POST enters the fact, sent twice it is entered once."""
    if not can_enter_some(request.viewer):
        raise Http404
    form = FactForm(request.POST or None, viewer=request.viewer, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            enter(request, form)
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The fact is entered."))
            return redirect(f"{request.path}?{urlencode({'kind': form.cleaned_data['kind']})}")
    return render(request, "payroll/facts/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@employees_only
def fact(request: DeskRequest, pk: int) -> HttpResponse:
    """One fact: what it is, where it was read, who entered it, and what became of it."""
    return shown(request, found(request, pk), TakeBackForm())


@require_POST
@employees_only
def fact_take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Says why it is wrong."""
    row, form = found(request, pk), TakeBackForm(request.POST)
    if not form.is_valid():
        return shown(request, row, form)
    try:
        take_fact_back(fact=row, **form.cleaned_data, by=request.viewer, at=request.at)
    except PeriodClosed as refusal:
        refused(form, refusal)
        return shown(request, row, form)
    messages.success(request, _("Taken back. It counts no more."))
    return redirect("pay-fact", row.pk)


def found(request: DeskRequest, pk: int) -> PayFact:
    """404 when the viewer may not see it; what takes another back is shown with that one."""
    row = facts_of(request.viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def shown(request: DeskRequest, row: PayFact, form: TakeBackForm) -> HttpResponse:
    context = {"fact": row, "page": fact_page(row, request.viewer), "form": form}
    return render(request, "payroll/facts/fact.html", context, status=422 if form.errors else 200)


def enter(request: DeskRequest, form: FactForm) -> None:
    once(
        key=request.POST.get("idempotency_key", ""),
        by=request.viewer,
        at=request.at,
        deed=lambda: enter_fact(told=form.told(), by=request.viewer, at=request.at),
    )


def asked_month(request: DeskRequest) -> date:
    """The running one of the viewer's zone unless another is asked for. Http404 for what is no month."""
    text = request.GET.get("month", "")
    if not text:
        return day_in(request.viewer.timezone or "UTC", request.at).replace(day=1)
    try:
        month = parse_date(f"{text}-01")
    except ValueError:
        month = None
    if month is None or not 2000 <= month.year < 2100:
        raise Http404
    return month


def asked_kind(request: DeskRequest) -> str:
    """ "" for all."""
    chosen = request.GET.get("kind", "")
    return chosen if chosen in PayFact.Kind.values else ""


def address(asked: dict[str, Any]) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})
