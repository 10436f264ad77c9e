"""`/points/policies/`: how each department plays, since when, and from when otherwise (D0, M2)."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from disputes.actions.point_policies import set_point_policy
from disputes.forms.point_policies import NAMES, PointPolicyForm
from disputes.models import PointPolicy
from disputes.point_permissions import can_set_point_policy
from disputes.queries.point_policies import point_policies as policies_seen
from disputes.queries.point_policies import policies_in_force, policy_of
from disputes.queries.policy_examples import examples
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.domain.months import month_after
from workload.models import Department, Employee


@require_safe
@employees_only
def point_policies(request: DeskRequest) -> HttpResponse:
    """What is in force, what comes, what was; and the four kinds by example."""
    rows = list(policies_seen(request.viewer))
    context = {
        "rows": rows,
        "in_force": policies_in_force(rows, localdate(request.at)),
        "today": localdate(request.at),
        "examples": examples(),
        "may_set": bool(departments_of(request)) or can_set_point_policy(request.viewer, None),
    }
    return render(request, "points/policies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def point_policy_new(request: DeskRequest) -> HttpResponse:
    """The form, filled in with what is in force; a POST sets the policy."""
    departments, may_set_common = departments_of(request), can_set_point_policy(request.viewer, None)
    if not departments and not may_set_common:
        raise Http404
    people = Employee.objects.visible_to(request.viewer).employed_at(request.at).order_by("name")
    form = PointPolicyForm(
        request.POST or None,
        initial=usual(request, departments),
        departments=departments,
        may_set_common=may_set_common,
        people=people,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_point_policy(
                department=data["department"],
                starts_on=data["starts_on"],
                values=form.named(),
                by=request.viewer,
                at=request.at,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The policy is set."))
            return redirect("point-policies")
    context = {"form": form, "examples": examples()}
    return render(request, "points/policy_new.html", context, status=422 if form.errors else 200)


def departments_of(request: DeskRequest) -> list[Department]:
    """Whose policy the viewer sets."""
    rows = Department.objects.visible_to(request.viewer).filter(is_active=True).order_by("name")
    return [one for one in rows if can_set_point_policy(request.viewer, one.pk)]


def usual(request: DeskRequest, departments: list[Department]) -> dict[str, Any]:
    """What is in force next month, from the first of it on."""
    first = departments[0] if departments else None
    month = month_after(localdate(request.at))
    now = policy_of(first.pk, month) if first else PointPolicy()
    return {**model_to_dict(now, NAMES), "department": first, "starts_on": month}
