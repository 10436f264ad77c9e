"""`/pay/adjustments/`: additions and corrections, and the decisions about them (Y5, P4)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from payroll.actions.agreeing import consent_to, decide_adjustment
from payroll.forms.adjustments import DecideForm
from payroll.models import PayAdjustment
from payroll.queries.adjustments.lists import (
    adjustment_list,
    adjustment_row,
    adjustments_of,
    stories_of,
    waiting_for_word_of,
)
from payroll.queries.objections.answerers import answers_for_somebody
from payroll.views.refusals import refused
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import stored_answer


@employees_only
@require_safe
def pay_adjustments(request: DeskRequest) -> HttpResponse:
    """The list by `?state=`."""
    viewer, chosen = request.viewer, request.GET.get("state", "")
    state = chosen if chosen in PayAdjustment.State.values else ""
    page = adjustment_list(viewer, state=state, cursor=request.GET.get("cursor", ""))
    context: dict[str, Any] = {
        "rows": [adjustment_row(one, viewer) for one in page.rows],
        "waiting": waiting_for_word_of(viewer).count(),
        "may_propose": answers_for_somebody(viewer),
        "state": state,
        "chips": chips_of(state, PayAdjustment.State.choices),
        "newer_url": page_url(state, page.newer),
        "older_url": page_url(state, page.older),
    }
    return render(request, "payroll/adjustments/list.html", context)


@employees_only
@require_safe
def pay_adjustment(request: DeskRequest, pk: int) -> HttpResponse:
    """One adjustment: what for, how it was computed, what can be decided."""
    return shown(request, found(request, pk), DecideForm())


@employees_only
@require_POST
def pay_adjustment_decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Agree to it or refuse it."""
    row, form = found(request, pk), DecideForm(request.POST)
    if not form.is_valid():
        return shown(request, row, form)
    try:
        decide_adjustment(adjustment=row, **form.cleaned_data, by=request.viewer, at=request.at)
    except Refused as refusal:
        refused(form, refusal)
        return shown(request, row, form)
    messages.success(request, _("Decided. Whom it concerns is told."))
    return redirect("pay-adjustment", row.pk)


@employees_only
@require_POST
def pay_adjustment_consent(request: DeskRequest, pk: int) -> HttpResponse:
    """The employee consents to what is taken."""
    row = found(request, pk)
    consent_to(adjustment=row, by=request.viewer, at=request.at)
    messages.success(request, _("Your consent is written down."))
    return redirect("pay-adjustment", row.pk)


@employees_only
@require_safe
def pay_adjustment_paper(request: DeskRequest, pk: int) -> FileResponse:
    """The consent that the employee has signed."""
    paper = found(request, pk).consent
    if paper is None:
        raise Http404
    return stored_answer(paper)


def found(request: DeskRequest, pk: int) -> PayAdjustment:
    """With all that its page shows. 404 when the viewer may not see it."""
    row = adjustments_of(request.viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def shown(request: DeskRequest, row: PayAdjustment, form: DecideForm) -> HttpResponse:
    stories = stories_of(row)
    total = sum(one.difference for one in stories)
    context = {"row": adjustment_row(row, request.viewer), "stories": stories, "total": total, "form": form}
    return render(request, "payroll/adjustments/adjustment.html", context, status=422 if form.errors else 200)


def page_url(state: str, cursor: str) -> str:
    """The address of a neighbouring page, "" where there is none."""
    asked = {"state": state} if state else {}
    return "?" + urlencode(asked | {"cursor": cursor}) if cursor else ""


def chips_of(state: str, choices: list[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """The filters over a list by state."""
    return [
        {"label": label, "url": f"?state={value}" if value else "?", "current": value == state}
        for value, label in [("", _("All")), *choices]
    ]
