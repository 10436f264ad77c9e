"""`/director/what-if/`: what if upsales weighed 40 %? Beside what was paid, and without touching it (Y7)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from payroll.domain.gains import summed
from payroll.forms.scenarios import ScenarioForm
from payroll.queries.slips.line_names import line_name
from payroll.queries.what_if.figures import WhatIf, line_gains, what_if
from payroll.queries.what_if.scenarios import saved_scenarios
from payroll.queries.what_if.words import finding, person_words
from payroll.views.what_if_asked import Asked, as_text, asked_by
from payroll.views.what_if_cost import cost_context
from payroll.views.what_if_lines import exact, figures, gain_rows, month_rows, people_context, person_months
from payroll.views.what_if_plan import plan_context
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.domain.refusals import BadInput


@require_safe
@employees_only
def what_if_page(request: DeskRequest) -> HttpResponse:
    """The question on the left, the answer on the right. A GET all of it: nothing is ever changed here."""
    return shown(request, asked_by(request), ScenarioForm())


def shown(request: DeskRequest, asked: Asked, naming: ScenarioForm) -> HttpResponse:
    """422 where something of the question cannot be."""
    found, refusal = answered(asked)
    faulty = bool(refusal or naming.errors or (asked.form and asked.form.errors))
    months = asked.pay.months
    context = {
        "asked": asked,
        "refusal": refusal,
        "naming": naming,
        "scenarios": saved_scenarios(request.viewer),
        "scenario_text": as_text(asked.changes),
        "query": asked.query(),
        "clean_query": asked.query(changes={}),
        "first_month": months[0] if months else None,
        "last_month": months[-1] if months else None,
        "finding": finding(found) if asked.changes and not refusal else "",
        "whole": figures(found.whole, 0),
        "months": month_rows(found),
        "lines": gain_rows([(line_name(code), gain) for code, gain in found.codes.items()]),
        **plan_context(asked),
        **people_context(asked, found),
        "cost": cost_context(asked, found),
    }
    return render(request, "payroll/what_if/page.html", context, status=422 if faulty else 200)


@require_safe
@employees_only
def what_if_person(request: DeskRequest, employee_id: int) -> HttpResponse:
    """One person's months and lines, each month with its payslip."""
    asked = asked_by(request)
    found, _refusal = answered(asked)
    rows = [one for one in found.rows if one.row.paid.employee_id == employee_id]
    if not rows:
        raise Http404
    person = next(one for one in found.people if one.employee_id == employee_id)
    codes = summed(gain for one in rows for gain in line_gains(found.pay, one))
    context = {
        "name": person.name,
        "title": person_words(person),
        "query": asked.query(),
        "months": person_months(rows),
        "lines": gain_rows([(line_name(code), gain) for code, gain in codes.items()], in_words=exact),
        "whole": figures(person.gain, 0, in_words=exact),
    }
    return render(request, "payroll/what_if/person.html", context)


def answered(asked: Asked) -> tuple[WhatIf, str]:
    """The months under the changes; where they contradict each other, as they were paid, and why."""
    try:
        return what_if(asked.pay, asked.read), ""
    except BadInput as error:
        sentence = gettext(error.template)
        return what_if(asked.pay, {}), sentence % error.params if error.params else sentence
