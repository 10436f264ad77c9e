"""`/time/`: a person's day, logging and correcting it, and the stopwatch (W5, W7)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.instants import EARLIEST
from support_desk.shared.viewer import Viewer
from support_desk.shared.views.doors import employees_only
from tickets.actions.logging_day import log_day
from tickets.actions.once import once
from tickets.domain.balance import month_of
from tickets.forms.work import MOST_LINES, DayForm, DayLineForm, line_count
from tickets.queries.asking import tasks_to_log_on
from tickets.queries.day import day_page, operations_for, people_seen_by, tickets_to_log_on
from workload.models import Employee

PREFILLED = ("ticket", "minutes", "task")


@require_safe
@employees_only
def time(request: DeskRequest) -> HttpResponse:
    """The day of the address, else today; one's own, or somebody's whose time one may see."""
    day = day_of(request)
    initial = {name: request.GET[name] for name in PREFILLED if request.GET.get(name)}
    form = day_form(request, day, None, **initial)
    return render(request, "work/day.html", day_context(request, day, form))


@require_POST
@employees_only
def time_entry_add(request: DeskRequest) -> HttpResponse:
    """Logs all lines of the form or none."""
    day = parse_date_or_none(request.POST.get("worked_on", "")) or day_of(request)
    form = day_form(request, day, request.POST)
    if form.is_valid() and logged(request, form):
        return redirect(f"/time/?day={day}")
    return render(request, "work/day.html", day_context(request, day, form), status=422)


def logged(request: DeskRequest, form: DayForm) -> bool:
    """Whether the lines were written; refusals stand in the form afterwards."""
    key = request.POST.get("idempotency_key", "")
    lines = form.day_lines()
    try:
        once(
            key=key,
            by=request.viewer,
            at=request.at,
            deed=lambda: log_day(lines=lines, by=request.viewer, at=request.at),
        )
    except Refused as refusal:
        form.add_refusal(refusal)
        return False
    words = ngettext("Logged %(count)d entry.", "Logged %(count)d entries.", len(lines))
    messages.success(request, words % {"count": len(lines)})
    return True


@require_safe
@employees_only
def time_line(request: DeskRequest) -> HttpResponse:
    """One more empty line for the form."""
    count = line_count(request.GET)
    if count >= MOST_LINES:
        return HttpResponse(status=204)
    operations, tasks = operations_for(request.viewer, day_of(request)), tasks_to_log_on(request.viewer)
    line = DayLineForm(None, prefix=f"line-{count}", operations=operations, tasks=tasks, tickets={})
    return render(request, "work/line_added.html", {"line": line, "count": count + 1, "day": day_of(request)})


def day_form(request: DeskRequest, day: date, data: Any, **initial: Any) -> DayForm:
    """The lines of a day, with what the viewer can log and on which tasks of theirs."""
    operations = operations_for(request.viewer, day)
    sent = [data.get(f"line-{index}-task", "") for index in range(line_count(data))] if data is not None else []
    tasks = tasks_to_log_on(request.viewer, also=[*sent, str(initial.get("task", ""))])
    return DayForm(data, viewer=request.viewer, operations=operations, tasks=tasks, day=day, **initial)


def day_context(request: DeskRequest, day: date, form: DayForm) -> dict[str, Any]:
    """Everything the day's page shows."""
    people = people_seen_by(request.viewer, day)
    employee = employee_of(request, people)
    return {
        "page": day_page(request.viewer, employee, day),
        "form": form,
        "people": people,
        "is_own": employee.pk == request.viewer.employee_id,
        "may_reverse": may_reverse(request.viewer, employee),
        "month_query": month_query(employee, day),
        "tickets": tickets_to_log_on(request.viewer),
    }


def may_reverse(viewer: Viewer, employee: Employee) -> bool:
    """Whether buttons for it make sense; each entry is checked again by its own rule."""
    return employee.pk == viewer.employee_id or bool(viewer.overseen_department_ids)


def month_query(employee: Employee, day: date) -> str:
    """The month of `day` as the export understands it."""
    first, last = month_of(day)
    return urlencode({"from": first, "to": last, "employee": employee.pk})


def employee_of(request: DeskRequest, people: list[Employee]) -> Employee:
    """Whose day is asked for: 404 for somebody whose time the viewer may not see."""
    asked = request.GET.get("employee", "")
    if not asked or asked == str(request.viewer.employee_id):
        return get_object_or_404(Employee, pk=request.viewer.employee_id)
    found = next((person for person in people if str(person.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def day_of(request: DeskRequest) -> date:
    """The day of the address; today when it names none, or one to come."""
    today = timezone.localtime(request.at).date()
    asked = parse_date_or_none(request.GET.get("day", ""))
    return asked if asked and EARLIEST.date() < asked <= today else today


def parse_date_or_none(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
