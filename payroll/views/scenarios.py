"""Scenarios of pay: kept under a name, opened again, deleted (Y7)."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from payroll.actions.scenarios import delete_scenario, save_scenario
from payroll.forms.scenarios import ScenarioForm
from payroll.models import PayScenario
from payroll.views.what_if import shown
from payroll.views.what_if_asked import as_text, asked_what_if
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once


@require_POST
@employees_only
def scenario_save(request: DeskRequest) -> HttpResponse:
    """Keeps what the page shows. Sent twice it is kept once."""
    asked = asked_what_if(request.viewer, request.POST)
    form = ScenarioForm(request.POST)
    if not form.is_valid():
        return shown(request, asked, form)
    try:
        once(
            key=request.POST.get("idempotency_key", ""),
            by=request.viewer,
            at=request.at,
            deed=lambda: save_scenario(
                name=form.cleaned_data["name"],
                department=asked.department,
                months=asked.period.cleaned_data["months"],
                changes=asked.changes,
                by=request.viewer,
                at=request.at,
            ),
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return shown(request, asked, form)
    messages.success(request, _("The scenario is saved. Nothing of pay has changed."))
    return redirect(f"{reverse('what-if')}?{asked.query()}")


@require_safe
@employees_only
def scenario(request: DeskRequest, pk: int) -> HttpResponse:
    """Opens it: over the last months as they are closed by now."""
    found = get_object_or_404(PayScenario.objects.visible_to(request.viewer), pk=pk)
    said = {"months": found.months, "department": found.department_id or "", "changes": as_text(found.changes)}
    return redirect(f"{reverse('what-if')}?{urlencode({key: value for key, value in said.items() if value != ''})}")


@require_POST
@employees_only
def scenario_delete(request: DeskRequest, pk: int) -> HttpResponse:
    """It is gone; pay never knew of it."""
    found = get_object_or_404(PayScenario.objects.visible_to(request.viewer), pk=pk)
    delete_scenario(scenario=found, by=request.viewer, at=request.at)
    messages.success(request, _("The scenario is deleted."))
    return redirect("what-if")
