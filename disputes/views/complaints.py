"""`/complaints/`: what clients complain about, and the decisions of those whom it does not concern (S6)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from disputes.actions.complaints.deciding import decide_complaint
from disputes.complaint_permissions import can_record
from disputes.forms.complaints import DecideForm
from disputes.models import Complaint, ComplaintSuggestion
from disputes.queries.complaint_lists import (
    ComplaintList,
    complaint_list,
    complaints_of,
    dismissed_list,
    open_suggestions,
    suggestion_list,
    waiting_for,
)
from disputes.queries.complaint_page import complaint_page
from support_desk.shared.cursors import Page
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only

SUGGESTED, DISMISSED = "suggested", "dismissed"


@employees_only
@require_safe
def complaints(request: DeskRequest) -> HttpResponse:
    """The list by `?state=`, or what may be a complaint, or was said to be none."""
    chosen = request.GET.get("state", "")
    state = chosen if chosen in {*Complaint.State.values, SUGGESTED, DISMISSED} else ""
    context: dict[str, Any] = {"chips": chips_of(state), "may_record": can_record(request.viewer)}
    viewer, cursor = request.viewer, request.GET.get("cursor", "")
    if state == SUGGESTED:
        found = suggestion_list(viewer, cursor=cursor)
        context |= {"rows": found.rows, "total": open_suggestions(viewer).count()} | pages_of(state, found)
        return render(request, "complaints/suggestions.html", context)
    if state == DISMISSED:
        gone = dismissed_list(viewer, cursor=cursor)
        return render(request, "complaints/dismissed.html", context | {"rows": gone.rows} | pages_of(state, gone))
    page = complaint_list(viewer, state=state, cursor=cursor)
    context |= {"rows": page.rows, "waiting": waiting_for(viewer).count(), "state": state} | pages_of(state, page)
    return render(request, "complaints/list.html", context)


@employees_only
@require_safe
def complaint(request: DeskRequest, pk: int) -> HttpResponse:
    """One complaint with the letter beside the answer, and what can be decided."""
    return shown(request, found(request, pk), DecideForm())


@employees_only
@require_POST
def complaint_decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Confirm or reject it."""
    row, form = found(request, pk), DecideForm(request.POST)
    if not form.is_valid():
        return shown(request, row, form)
    try:
        decide_complaint(complaint=row, **form.cleaned_data, by=request.viewer, at=request.at)
    except Refused as refusal:
        if refusal.field not in form.fields:
            raise
        form.add_error(refusal.field, str(refusal))
        return shown(request, row, form)
    messages.success(request, _("Decided. Who flagged it and whom it concerns are told."))
    return redirect("complaint", row.pk)


def found(request: DeskRequest, pk: int) -> Complaint:
    """With all that its page shows. 404 when the viewer may not see it."""
    row = complaints_of(request.viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def shown(request: DeskRequest, row: Complaint, form: DecideForm) -> HttpResponse:
    context = {"page": complaint_page(row, request.viewer), "complaint": row, "form": form}
    return render(request, "complaints/complaint.html", context, status=422 if form.errors else 200)


def pages_of(state: str, page: ComplaintList | Page[ComplaintSuggestion]) -> dict[str, str]:
    """The addresses before and after a page, "" where there is none."""
    sides = {"newer_url": page.newer, "older_url": page.older}
    asked = {"state": state} if state else {}
    return {name: "?" + urlencode(asked | {"cursor": cursor}) if cursor else "" for name, cursor in sides.items()}


def chips_of(state: str) -> list[dict[str, Any]]:
    """The filters over the list."""
    named = [
        ("", _("All")),
        *((value, Complaint.State(value).label) for value in Complaint.State.values),
        (SUGGESTED, _("May be complaints")),
        (DISMISSED, pgettext("suggestions", "Not complaints")),
    ]
    return [
        {"label": label, "url": f"?state={value}" if value else "?", "current": value == state}
        for value, label in named
    ]  # fmt: skip
