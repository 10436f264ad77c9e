"""Deciding on submitted months, and publishing one of a department (L1)."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.rosters.deciding import approve_roster, approve_rosters, return_roster
from workload.actions.rosters.publishing import publish_month
from workload.models import Department, RosterSubmission
from workload.queries.roster_links import roster_address
from workload.roster_permissions import keeps_rosters


@require_POST
@employees_only
def roster_decide(request: DeskRequest, month: date) -> HttpResponse:
    """`approve` or `return` names one as "<id>:<version>", with `reason-<id>`; `all` approves those of a department."""
    if "all" in request.POST:
        return approved_all(request, month)
    wish = "approve" if "approve" in request.POST else "return"
    key, _colon, version = request.POST.get(wish, "").partition(":")
    if not (key.isascii() and key.isdigit()):
        raise Http404
    found = get_object_or_404(RosterSubmission.objects.visible_to(request.viewer), pk=int(key), month=month)
    reason = request.POST.get(f"reason-{key}", "")[:500]
    if wish == "approve":
        seen = int(version) if version.isascii() and version.isdigit() else None
        approve_roster(submission=found, version=seen, reason=reason, by=request.viewer, at=request.at)
        messages.success(request, _("Approved."))
    else:
        return_roster(submission=found, reason=reason, by=request.viewer, at=request.at)
        messages.success(request, _("Returned."))
    return redirect(roster_address(month, found.department_id))


@require_POST
@employees_only
def roster_publish(request: DeskRequest, month: date) -> HttpResponse:
    """Approved rosters become shifts, and everybody is told."""
    department = kept_department(request, request.POST.get("department", ""))
    reason = request.POST.get("reason", "")[:500]
    publish_month(department=department, month=month, reason=reason, by=request.viewer, at=request.at)
    messages.success(request, _("Published, and everybody was told."))
    return redirect(roster_address(month, department.pk))


def approved_all(request: DeskRequest, month: date) -> HttpResponse:
    department = kept_department(request, request.POST.get("all", ""))
    reason = request.POST.get("reason", "")[:500]
    done = approve_rosters(department=department, month=month, reason=reason, by=request.viewer, at=request.at)
    words = ngettext("%(number)d roster approved.", "%(number)d rosters approved.", len(done))
    messages.success(request, words % {"number": len(done)})
    return redirect(roster_address(month, department.pk))


def kept_department(request: DeskRequest, key: str) -> Department:
    """404 for a department whose rosters the viewer does not keep."""
    if not (key.isascii() and key.isdigit()):
        raise Http404
    department = get_object_or_404(Department.objects.visible_to(request.viewer), pk=int(key))
    if not keeps_rosters(request.viewer, department.pk):
        raise Http404
    return department
