"""`/roster/fairness/`: evenings, nights, days off and covers by person, on a page and as a file (L1)."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer
from workload.domain.fairness import Burden
from workload.forms.fairness import FairnessForm
from workload.models import Department
from workload.queries.fairness import Fairness, fairness_of

LOOK_BACK = timedelta(days=90)


@require_safe
@employees_only
def fairness(request: DeskRequest) -> HttpResponse:
    """The last three months of one's department, unless another period is asked for."""
    form = asked(request)
    found = found_by(request, form) if form.is_valid() else None
    status = 422 if form.errors else 200
    return render(request, "roster/fairness.html", {"form": form, "found": found}, status=status)


@require_safe
@employees_only
def fairness_file(request: DeskRequest, file_format: str) -> HttpResponseBase:
    """The same lines as CSV or XLSX."""
    form = asked(request)
    if file_format not in TYPES or not form.is_valid():
        raise Http404
    found = found_by(request, form)
    if not found.lines:
        raise Http404
    name, rows = f"fairness-{found.first}-{found.last}.{file_format}", cells_of(found)
    if file_format == "xlsx":
        return file_answer(xlsx_file(_("Fairness"), titles(), rows), name=name, content_type=TYPES["xlsx"])
    return streamed_answer(csv_lines(titles(), rows), name=name, content_type=TYPES["csv"])


def asked(request: DeskRequest) -> FairnessForm:
    """What stands in the address, the usual in place of what does not."""
    today = localtime(request.at).date()
    own = min(request.viewer.department_ids | request.viewer.headed_department_ids, default=None)
    departments = Department.objects.visible_to(request.viewer).filter(is_active=True).order_by("name")
    usual: dict[str, Any] = {"from": today - LOOK_BACK, "to": today, "department": own or departments.first()}
    data = {name: request.GET.get(name) or value for name, value in usual.items()}
    if isinstance(data["department"], Department):
        data["department"] = data["department"].pk
    return FairnessForm(data, departments=departments)


def found_by(request: DeskRequest, form: FairnessForm) -> Fairness:
    data = form.cleaned_data
    return fairness_of(request.viewer, data["department"], data["from"], data["to"])


def titles() -> list[str]:
    return [
        _("Employee"), _("Evenings, minutes"), _("Nights, minutes"), _("Days off, minutes"), _("Days off worked"),
        _("Absences covered"),
    ]  # fmt: skip


def cells_of(found: Fairness) -> list[list[Any]]:
    lines: list[tuple[str, Burden, float]] = [(one.employee.name, one.burden, one.covers) for one in found.lines]
    lines.append((_("Average of %(number)d people") % {"number": found.people}, found.average, found.average_covers))
    return [
        [name, one.evening_minutes, one.night_minutes, one.off_minutes, one.off_days, covers]
        for name, one, covers in lines
    ]
