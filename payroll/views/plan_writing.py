"""`/pay/plans/new/` and `/pay/plans/<id>/edit/`: plans are written, with a preview beside the form (Y1)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from disputes.models import Regulation
from payroll.actions.plans.present_terms import terms_of_version
from payroll.actions.plans.templates import terms_of_template
from payroll.actions.plans.terms import Measure, Terms
from payroll.actions.plans.writing import create_plan, write_plan_draft
from payroll.domain.plan_templates import TEMPLATES
from payroll.forms.plan_measures import MeasureForm, MeasureFormSet, rows_of
from payroll.forms.plans import PlanForm, TermsForm, initial_of, put_at_field
from payroll.models import PayComponent, PayPlan
from payroll.plan_permissions import can_write_plans
from payroll.queries.plans.measures import measure_rows, weight_sum
from payroll.queries.plans.standing import standing_of, today_for, versions_of
from payroll.queries.plans.templates import template_cards
from payroll.views.plans import seen_plan
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.domain.months import month_after


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def pay_plan_new(request: DeskRequest) -> HttpResponse:
    """First the template (`?template=`, "other" for none), then its form; a POST writes the first draft."""
    check_writes(request)
    position = request.GET.get("template", "")
    if request.method != "POST" and position not in PayPlan.Position.values:
        return render(request, "payroll/plans/templates.html", {"cards": template_cards()})
    terms = template_terms(position, month_after(today_for(request.viewer)))
    form = PlanForm(posted(request), regulations=regulations(request), initial=new_initial(position, terms))
    rows = MeasureFormSet(posted(request), initial=rows_of(terms.measures), prefix="m")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        data = form.cleaned_data
        try:
            plan = create_plan(
                name=data["name"],
                position=data["position"],
                terms=form.terms(measures_in(rows)),
                by=request.viewer,
                at=request.at,
            )
        except Refused as refusal:
            put_at_field(form, rows, refusal)
        else:
            messages.success(request, _("The draft is kept. It pays nobody until it is published."))
            return redirect("pay-plan", plan.pk)
    return shown(request, form, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def pay_plan_edit(request: DeskRequest, plan_id: int) -> HttpResponse:
    """The next version; it begins as a copy of the one in force."""
    check_writes(request)
    plan = seen_plan(plan_id, request.viewer)
    if not plan.is_active:
        raise Http404
    terms = terms_to_change(plan, request)
    form = TermsForm(posted(request), regulations=regulations(request), initial=initial_of(terms))
    rows = MeasureFormSet(posted(request), initial=rows_of(terms.measures), prefix="m")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            version = write_plan_draft(plan=plan, terms=form.terms(measures_in(rows)), by=request.viewer, at=request.at)
        except Refused as refusal:
            put_at_field(form, rows, refusal)
        else:
            messages.success(request, _("The draft is kept. It pays nobody until it is published."))
            return redirect(f"{reverse('pay-plan', args=[plan.pk])}?version={version.number}")
    return shown(request, form, rows, plan=plan)


@require_POST
@employees_only
def pay_plan_preview(request: DeskRequest) -> HttpResponse:
    """What is being written: whether the weights add up, and how each scale looks. Keeps nothing."""
    check_writes(request)
    form = TermsForm(request.POST, regulations=regulations(request))
    rows = MeasureFormSet(request.POST, prefix="m")
    form.is_valid()
    rows.is_valid()
    context = preview_of([row for row in rows if row.is_valid()], form.cleaned_data.get("variable") or Decimal())
    return render(request, "payroll/plans/preview.html", context)


def check_writes(request: DeskRequest) -> None:
    """404 for who does not write plans."""
    if not can_write_plans(request.viewer):
        raise Http404


def posted(request: DeskRequest) -> Any:
    return request.POST if request.method == "POST" else None


def regulations(request: DeskRequest) -> Any:
    """Rules that a minus may stand on: active ones with a published text."""
    return Regulation.objects.visible_to(request.viewer).filter(is_active=True).order_by("code")


def template_terms(position: str, starts_on: date) -> Terms:
    """Of the template, else an empty plan."""
    if position in TEMPLATES:
        return terms_of_template(position, starts_on)
    return Terms(starts_on, Decimal(), Decimal())


def new_initial(position: str, terms: Terms) -> dict[str, Any]:
    """Named as the position is."""
    is_named = position in TEMPLATES
    return {
        **initial_of(terms),
        "name": str(PayPlan.Position(position).label) if is_named else "",
        "position": position if is_named else PayPlan.Position.OTHER.value,
    }


def terms_to_change(plan: PayPlan, request: DeskRequest) -> Terms:
    """The draft as it is, else what comes or is in force, from the next month on."""
    standing = standing_of(versions_of([plan], request.viewer)[plan.pk], today_for(request.viewer))
    if standing.draft is not None:
        return terms_of_version(standing.draft)
    latest = standing.upcoming or standing.current
    assert latest is not None, "a plan begins with a draft"
    later = max(month_after(today_for(request.viewer)), month_after(latest.starts_on))
    return terms_of_version(latest, later)


def measures_in(rows: Any) -> list[Measure]:
    """Those that are in the plan."""
    return [measure for row in rows if (measure := row.measure()) is not None]


def preview_of(rows: Iterable[MeasureForm], variable: Decimal) -> dict[str, Any]:
    """What the side of the form shows."""
    measures = [measure for row in rows if (measure := row.measure()) is not None]
    components = [PayComponent(**measure.of_component()) for measure in measures]
    return {"measures": measure_rows(components, variable), "sum": weight_sum(components)}


def first_preview(form: TermsForm, rows: Any) -> dict[str, Any]:
    """Before anything was typed, of what the form begins with."""
    bound = rows if rows.is_bound else MeasureFormSet(data_of(rows), prefix="m")
    bound.is_valid()
    variable = form.cleaned_data.get("variable") if form.is_bound else form.initial.get("variable")
    return preview_of([row for row in bound if row.is_valid()], variable or Decimal())


def data_of(rows: Any) -> dict[str, Any]:
    """As a browser would send the rows as they are."""
    sent = {f"m-{number}-{name}": value for number, row in enumerate(rows.initial) for name, value in row.items()}
    counts = {"m-TOTAL_FORMS": len(rows.initial), "m-INITIAL_FORMS": len(rows.initial)}
    return {name: "" if value is None else str(value) for name, value in {**sent, **counts}.items()}


def shown(request: DeskRequest, form: TermsForm, rows: Any, plan: PayPlan | None = None) -> HttpResponse:
    is_wrong = bool(form.errors) or any(row.errors for row in rows)
    context = {"form": form, "rows": rows, "plan": plan, **first_preview(form, rows)}
    return render(request, "payroll/plans/edit.html", context, status=422 if is_wrong else 200)
