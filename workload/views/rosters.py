"""`/roster/…`: who works when, by person and day (L1)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.ui import charts
from support_desk.shared.views.doors import employees_only
from workload.queries.roster_cells import day_name, foot_row, rows_markup
from workload.queries.roster_month import RosterPage, local_month, roster_page

BIGGEST_ID = 2**63 - 1


@require_safe
@employees_only
def roster(request: DeskRequest) -> HttpResponse:
    """This month."""
    return shown_month(request, local_month(request.at, request.viewer.timezone))


@require_safe
@employees_only
def roster_month(request: DeskRequest, month: date) -> HttpResponse:
    """The grid of a department, one's own part in it, and what is to be decided."""
    return shown_month(request, month)


def shown_month(request: DeskRequest, month: date) -> HttpResponse:
    """The page of one month. Eight statements."""
    page = asked_page(request, month)
    context = {
        "page": page,
        "heads": [(head, day_name(head.day)) for head in page.days],
        "rows": rows_markup(page, page.rows),
        "foot": foot_row(page),
        "cover_chart": charts.columns([(hour.people, hour.people) for hour in page.cover], cover_words(page)),
    }
    return render(request, "roster/month.html", context)


def cover_words(page: RosterPage) -> str:
    """What the chart says."""
    most = max(hour.people for hour in page.cover)
    return ngettext("At most %(number)d person at once", "At most %(number)d people at once", most) % {"number": most}


def asked_page(request: DeskRequest, month: date) -> RosterPage:
    """The month of the department asked for; 404 for one that is not there."""
    asked = request.GET.get("department", "")
    if asked and not (asked.isascii() and asked.isdigit() and int(asked) <= BIGGEST_ID):
        raise Http404
    page = roster_page(request.viewer, month, int(asked) if asked else None, chosen_day(request))
    if page is None:
        raise Http404
    return page


def chosen_day(request: DeskRequest) -> date | None:
    """The day whose coverage is wanted; whatever is no day is ignored."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None
