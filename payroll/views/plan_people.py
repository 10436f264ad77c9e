"""`/pay/plans/people/` and `/pay/plans/assign/`: who is paid by what (Y1)."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from payroll.actions.plans.assigning import assign_plan, end_assignment
from payroll.forms.plan_people import AssignForm, EndForm
from payroll.models import PlanAssignment
from payroll.plan_permissions import can_assign_plans
from payroll.queries.plans.people import PersonRow, history_of, people_rows, terms_of, usable_plans
from payroll.queries.plans.standing import today_for
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.models import Employee

VIEWS = {
    "": gettext_lazy("Everybody"),
    "without": gettext_lazy("Without a plan"),
    "unread": gettext_lazy("Have not read it"),
}


@require_safe
@employees_only
def pay_plan_people(request: DeskRequest) -> HttpResponse:
    """The list; `?view=` narrows it."""
    check_assigns(request)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else ""
    rows = people_rows(request.viewer)
    without = [row for row in rows if row.is_without]
    unread = [row for row in rows if row.is_unread]
    shown: dict[str, Sequence[PersonRow]] = {"": rows, "without": without, "unread": unread}
    chips = [
        {"label": label, "url": f"?view={name}", "current": name == view, "count": len(shown[name])}
        for name, label in VIEWS.items()
    ]
    context = {"rows": shown[view], "without": len(without), "chips": chips}
    return render(request, "payroll/plans/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def pay_plan_assign(request: DeskRequest) -> HttpResponse:
    """A plan for somebody; `?employee=` and `?plan=` fill the form in."""
    check_assigns(request)
    people = [term.employee for term in terms_of(request.viewer) if term.employee_id != request.viewer.employee_id]
    named = {"employee": request.GET.get("employee"), "plan": request.GET.get("plan")}
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        people=people,
        plans=usable_plans(request.viewer),
        initial={**named, "starts_on": today_for(request.viewer)},
    )
    if request.method == "POST" and form.is_valid() and assigned(request, form):
        return redirect("pay-plan-people")
    person = chosen(form, people)
    context = {"form": form, "person": person, "history": history_of(person, request.viewer) if person else []}
    return render(request, "payroll/plans/assign.html", context, status=422 if form.errors else 200)


@require_POST
@employees_only
def pay_plan_assignment_end(request: DeskRequest, assignment_id: int) -> HttpResponse:
    """The last day of it."""
    seen = PlanAssignment.objects.visible_to(request.viewer)
    assignment = get_object_or_404(seen, pk=assignment_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose the last day."), field="ends_on")
    end_assignment(assignment=assignment, ends_on=form.cleaned_data["ends_on"], by=request.viewer, at=request.at)
    messages.success(request, _("It is written down until when the plan pays."))
    return redirect("pay-plan-people")


def check_assigns(request: DeskRequest) -> None:
    """404 for who says of nobody what they are paid by."""
    if not can_assign_plans(request.viewer):
        raise Http404


def assigned(request: DeskRequest, form: AssignForm) -> bool:
    """Whether it was done; else the form says why not."""
    data = form.cleaned_data
    try:
        assign_plan(
            employee=data["employee"], pay=form.pay(), starts_on=data["starts_on"], by=request.viewer, at=request.at
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, _("It is written down what pays %(name)s.") % {"name": data["employee"].name})
    return True


def chosen(form: AssignForm, people: Sequence[Employee]) -> Employee | None:
    """Of whom the form speaks."""
    key: Any = form["employee"].value()
    return next((person for person in people if str(person.pk) == str(key)), None)
