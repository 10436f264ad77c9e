"""`/rating/`: the month's quiet race (M5)."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from disputes.domain.workflow import UNDECIDED
from disputes.domain.workflow import DisputeState as State
from disputes.models import DisputeState
from disputes.queries.dispute_links import dispute_address, list_address
from disputes.queries.figure_words import signed
from disputes.queries.rating import RatedDepartment, Rating, rated_departments, rating_of
from disputes.queries.rating_words import finding, month_name
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.domain.months import month_after

MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
ENDED = [state for state in State if state not in UNDECIDED]


@require_safe
@employees_only
def rating(request: DeskRequest) -> HttpResponse:
    """The running month of one's own department, unless another one is asked for."""
    departments = rated_departments(request.viewer)
    found = asked_rating(request, departments)
    nets = [row.runner.score.net for row in found.rows]
    context = {
        "rating": found,
        "finding": finding(found),
        "month_name": month_name(found),
        "chips": department_chips(found, departments),
        "rows": [(row, signed(row.runner.score.net)) for row in found.rows],
        "lowest": min(nets, default=0),
        "highest": max(nets, default=0),
        "outcomes": outcomes_of(found, with_links=request.viewer.has("director")),
        "own": [(posting, signed(posting.points), dispute_address(posting.dispute_id)) for posting in found.own],
        "own_total": signed(sum(posting.points for posting in found.own)),
        **neighbours(found),
    }
    return render(request, "rating/page.html", context)


def asked_rating(request: DeskRequest, departments: list[RatedDepartment]) -> Rating:
    """Http404 for a department whose names are not the viewer's to know, and for a month that is none or has not
    begun."""
    key = request.GET.get("department", "")
    department = next((one for one in departments if not key or str(one.id) == key), None)
    if department is None:
        raise Http404
    running = department.month_at(request.at)
    text = request.GET.get("month", "")
    if text and not MONTH.fullmatch(text):
        raise Http404
    month = date.fromisoformat(f"{text}-01") if text else running
    if month > running:
        raise Http404
    return rating_of(request.viewer, department, month)


def department_chips(found: Rating, departments: list[RatedDepartment]) -> list[dict[str, Any]]:
    """Where there is a choice."""
    if len(departments) < 2:
        return []
    return [
        {"label": one.name, "url": address(one.id, found.month), "current": one.id == found.department.id}
        for one in departments
    ]


def neighbours(found: Rating) -> dict[str, str]:
    """Addresses of the months around, as far as there is something to see."""
    department, first = found.department, found.department.first_month
    earlier = month_after(found.month, -1)
    has_earlier = first is not None and first <= earlier
    return {
        "previous": address(department.id, earlier) if has_earlier else "",
        "following": "" if found.is_running else address(department.id, month_after(found.month)),
        "query": urlencode({"department": department.id, "month": f"{found.month:%Y-%m}"}),
    }


def address(department_id: int, month: date) -> str:
    return f"{reverse('rating')}?{urlencode({'department': department_id, 'month': f'{month:%Y-%m}'})}"


def outcomes_of(found: Rating, *, with_links: bool) -> list[tuple[str, int, str]]:
    """(outcome, number, address of the list): who sees the whole list is led there."""
    counts, month = found.tally.counts, found.month
    addresses = {
        state: list_address({"department": found.department.id, "state": state.value}, since=month, until=month)
        for state in (ENDED if with_links else ())
    }
    return [
        (str(DisputeState(state).label), counts[state], addresses.get(state, ""))
        for state in ENDED
        if counts.get(state)
    ]
