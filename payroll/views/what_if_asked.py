"""What the address of `/director/what-if/` asks for: months, department, changes of plans, the plan shown (Y7)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from payroll.domain.what_if import Change
from payroll.domain.what_if_case import changes_from, said_plainly
from payroll.forms.scenarios import PeriodForm
from payroll.forms.what_if import PlanChangeForm
from payroll.queries.closed_pay import ClosedPay, PaidPlan, closed_pay
from payroll.scenario_permissions import can_try_pay_out
from support_desk.shared.http import DeskRequest
from support_desk.shared.viewer import Viewer
from workload.domain.refusals import BadInput
from workload.models import Department

USUAL_MONTHS = "3"


@dataclass(frozen=True)
class Asked:
    """`changes`: as a scenario keeps them, by plan; `form`: of the plan shown, None where nothing was paid."""

    period: PeriodForm
    pay: ClosedPay
    changes: Mapping[str, Any]
    plan: PaidPlan | None
    form: PlanChangeForm | None
    code: str

    @property
    def read(self) -> dict[int, Change]:
        """The changes for the rule."""
        return changes_from(self.changes)

    @property
    def department(self) -> Department | None:
        found: Department | None = self.period.cleaned_data["department"]
        return found

    def query(self, **over: Any) -> str:
        """The address that asks for the same; changes are short, for only differences are in them."""
        department = self.department.pk if self.department else ""
        said = {"months": self.period.cleaned_data["months"], "department": department, "even": self.code}
        said |= {"plan": self.plan.id if self.plan else "", "changes": self.changes, **over}
        said["changes"] = as_text(said["changes"])
        return urlencode({key: value for key, value in said.items() if value not in ("", "{}")})


def as_text(changes: Mapping[str, Any]) -> str:
    """For an address or a hidden field."""
    return json.dumps(changes, separators=(",", ":"), ensure_ascii=False)


def asked_what_if(viewer: Viewer, given: QueryDict) -> Asked:
    """Http404 for who may not try pay out, and for what no link of the page says."""
    if not can_try_pay_out(viewer):
        raise Http404
    period = period_of(viewer, given)
    department = period.cleaned_data["department"]
    pay = closed_pay(viewer, period.cleaned_data["months"], department.pk if department else None)
    changes = written_changes(given.get("changes", ""))
    edited = pay.plan(number_in(given, "edited"))
    shown = pay.plan(number_in(given, "plan")) or edited or next(iter(pay.plans), None)
    form = None
    if edited is not None:
        form = PlanChangeForm(given, plan=edited, pay=pay)
        if form.is_valid():
            changes = with_change(changes, edited, form.written())
        else:
            shown = edited
    if shown is not None and shown != edited:
        form = PlanChangeForm(plan=shown, pay=pay, change=changes.get(str(shown.id)))
    return Asked(period, pay, changes, shown, form, code_of(shown, changes, given.get("even", "")))


def asked_by(request: DeskRequest) -> Asked:
    """Of a page that is only looked at."""
    return asked_what_if(request.viewer, request.GET)


def period_of(viewer: Viewer, given: QueryDict) -> PeriodForm:
    said = {"months": given.get("months", USUAL_MONTHS), "department": given.get("department", "")}
    departments = Department.objects.visible_to(viewer).order_by("name")
    form = PeriodForm(said, departments=departments)
    if not form.is_valid():
        raise Http404
    return form


def written_changes(text: str) -> dict[str, Any]:
    """{} for none; Http404 for what cannot be read."""
    if not text:
        return {}
    try:
        found: dict[str, Any] = json.loads(text)
        changes_from(found)
    except (ValueError, RecursionError, BadInput):
        raise Http404 from None
    return said_plainly(found)


def with_change(changes: Mapping[str, Any], plan: PaidPlan, change: Mapping[str, Any]) -> dict[str, Any]:
    """What differs in nothing is not kept."""
    others = {key: said for key, said in changes.items() if key != str(plan.id)}
    return {**others, str(plan.id): dict(change)} if change else others


def code_of(plan: PaidPlan | None, changes: Mapping[str, Any], wanted: str) -> str:
    """The component of the curve: the one asked for, else the one that grew most; "" where there are not two."""
    components = list(plan.version.components.all()) if plan else []
    if plan is None or len(components) < 2:
        return ""
    was = {one.code: float(one.weight) for one in components}
    if wanted in was:
        return wanted
    new = changes.get(str(plan.id), {}).get("weights", {})
    return max(was, key=lambda code: float(new.get(code, was[code])) - was[code])


def number_in(given: QueryDict, name: str) -> int | None:
    """A whole number of the address."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
