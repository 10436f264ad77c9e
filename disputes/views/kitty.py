"""`/points/kitty/`: what a department's kitty holds, what came in and what was bought (M2)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from disputes.actions.settlements.kitty import spend_from_kitty
from disputes.forms.points import SpendingForm
from disputes.queries.kitties import Kitty, kitty_of
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once
from workload.domain.months import day_in


@require_safe
@employees_only
def kitty(request: DeskRequest) -> HttpResponse:
    """The page of one department."""
    found = asked(request, request.GET.get("department", ""))
    today = day_in(found.department.timezone, request.at)
    initial = {"department": found.department.pk, "spent_on": today}
    return shown(request, found, SpendingForm(initial=initial, department_ids=[found.department.pk]))


@require_POST
@employees_only
def kitty_spend(request: DeskRequest) -> HttpResponse:
    """Something was bought. Sent twice it is entered once."""
    found = asked(request, request.POST.get("department", ""))
    form = SpendingForm(request.POST, department_ids=[found.department.pk])
    if not form.is_valid():
        return shown(request, found, form)
    try:
        spend(request, found, form)
    except Refused as refusal:
        if refusal.field not in form.fields:
            raise
        form.add_error(refusal.field, str(refusal))
        return shown(request, found, form)
    messages.success(request, _("Entered. Everybody of the department sees what it was spent on."))
    return redirect(f"{reverse('kitty')}?department={found.department.pk}")


def spend(request: DeskRequest, found: Kitty, form: SpendingForm) -> None:
    data = {name: form.cleaned_data[name] for name in ("amount", "what", "spent_on")}
    once(
        key=request.POST.get("idempotency_key", ""),
        by=request.viewer,
        at=request.at,
        deed=lambda: spend_from_kitty(department=found.department, **data, by=request.viewer, at=request.at),
    )


def asked(request: DeskRequest, wanted: str) -> Kitty:
    """404 for a department whose kitty is not for the viewer."""
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        raise Http404
    found = kitty_of(request.viewer, int(wanted) if wanted else None)
    if found is None:
        raise Http404
    return found


def shown(request: DeskRequest, found: Kitty, form: SpendingForm) -> HttpResponse:
    return render(request, "points/kitty.html", {"kitty": found, "form": form}, status=422 if form.errors else 200)
