"""`/director/`: what waits for the director, and twelve months at a glance (P1, Y8)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from payroll.queries.director.costs import PayCost, pay_cost
from payroll.queries.director.paid import paid_in
from payroll.queries.director.trends import trends_of
from payroll.queries.director.under_way import months_under_way
from payroll.queries.director.waiting import Waiting, late_answers, waiting_for_director
from payroll.views.director_words import figures
from support_desk.shared.http import DeskRequest
from support_desk.shared.viewer import Viewer
from support_desk.shared.views.doors import employees_only

MONTHS = 12


@require_safe
@employees_only
def director(request: DeskRequest) -> HttpResponse:
    """Every figure is of approved pay, and leads to what it is made of."""
    check_directs(request.viewer)
    waiting = waiting_for_director(request.viewer)
    paid = paid_in(request.viewer, MONTHS)
    cost = pay_cost(paid)
    shown = figures(cost.by_month(), trends_of(paid))
    context = {
        "title": title(waiting),
        "tiles": [*waiting, *filter(None, [late_answers(request.viewer)])],
        "under_way": months_under_way(request.viewer),
        "figures": shown,
        **paid_months(cost),
    }
    return render(request, "payroll/director/home.html", context)


def paid_months(cost: PayCost) -> dict[str, Any]:
    """The first and the last that was paid."""
    paid = [row.month for row in cost.rows]
    return {"has_pay": bool(paid), "first": min(paid, default=None), "last": max(paid, default=None)}


def check_directs(viewer: Viewer) -> None:
    """Http404 for everybody else (P3)."""
    if not viewer.has("director"):
        raise Http404


def title(waiting: list[Waiting]) -> str:
    """What it comes to."""
    number = sum(one.number for one in waiting)
    if not number:
        return _("Nothing waits for you")
    return ngettext("%(number)d thing waits for you", "%(number)d things wait for you", number) % {"number": number}
