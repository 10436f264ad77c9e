"""`/load/alarms/`: overload alarms, raised, decided and closed (L8)."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.alarms import Alarm, close_alarm, decide_alarm, raise_alarm
from workload.forms.alarms import AlarmForm, DecideForm
from workload.models import Department, OverloadAlarm, Skill
from workload.queries.load.alarms import alarm_row, alarm_rows, alarms_of
from workload.queries.load.figures import whole_board
from workload.queries.load.page import LoadPage, load_page
from workload.queries.load.words import week_name
from workload.views.load import asked_of


@require_safe
@employees_only
def load_alarms(request: DeskRequest) -> HttpResponse:
    """The list."""
    rows = [(row, week_name(row.alarm.week_starts_on)) for row in alarm_rows(request.viewer)]
    return render(request, "load/alarms.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def load_alarm_new(request: DeskRequest) -> HttpResponse:
    """The form, filled in from what the board lacks; a POST raises the alarm."""
    page = asked_page(request)
    form = AlarmForm(
        request.POST or None,
        weeks=page.board.weeks,
        skills=list(Skill.objects.order_by("name")),
        initial=suggested(page, request.at),
    )
    if request.method == "POST" and form.is_valid():
        try:
            alarm = raise_alarm(alarm=written(page, form), by=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The alarm is raised. Whoever decides is told."))
            return redirect("load-alarm", alarm.pk)
    context = {"page": page, "form": form}
    return render(request, "load/alarm_new.html", context, status=422 if form.errors else 200)


@require_safe
@employees_only
def load_alarm(request: DeskRequest, alarm_id: int) -> HttpResponse:
    """One alarm, with what can be decided."""
    return shown(request, found(request, alarm_id), DecideForm())


@require_POST
@employees_only
def load_alarm_decide(request: DeskRequest, alarm_id: int) -> HttpResponse:
    """What gives way."""
    alarm, form = found(request, alarm_id), DecideForm(request.POST)
    if not form.is_valid():
        return shown(request, alarm, form)
    decide_alarm(alarm=alarm, **form.cleaned_data, by=request.viewer, at=request.at)
    messages.success(request, _("Decided. Its effect is measured tomorrow morning."))
    return redirect("load-alarm", alarm.pk)


@require_POST
@employees_only
def load_alarm_close(request: DeskRequest, alarm_id: int) -> HttpResponse:
    """It is over."""
    alarm = found(request, alarm_id)
    close_alarm(alarm=alarm, by=request.viewer, at=request.at)
    messages.success(request, _("Closed."))
    return redirect("load-alarm", alarm.pk)


def asked_page(request: DeskRequest) -> LoadPage:
    """The board of the department that the alarm is about; 404 where the viewer raises none."""
    department_id, _weeks = asked_of(request)
    page = load_page(request.viewer, department_id)
    if page is None or not page.may_raise:
        raise Http404
    return page


def suggested(page: LoadPage, at: datetime) -> dict[str, object]:
    """The greatest lack, whoever may move what."""
    board = whole_board(page.board.department.id, at)
    worst = max(board.shortages() if board else [], key=lambda one: one.minutes, default=None)
    return {"week": str(worst.starts_on), "skill": str(worst.skill_id or "")} if worst else {}


def written(page: LoadPage, form: AlarmForm) -> Alarm:
    department = Department.objects.get(pk=page.board.department.id)
    data = form.cleaned_data
    return Alarm(department, form.week_chosen(), data["reason"], form.skill_chosen(), is_sure=data["sure"])


def found(request: DeskRequest, alarm_id: int) -> OverloadAlarm:
    return get_object_or_404(alarms_of(request.viewer), pk=alarm_id)


def shown(request: DeskRequest, alarm: OverloadAlarm, form: DecideForm) -> HttpResponse:
    row = alarm_row(alarm, request.viewer)
    context = {"row": row, "alarm": alarm, "form": form, "week_name": week_name(alarm.week_starts_on)}
    return render(request, "load/alarm.html", context, status=422 if form.errors else 200)
