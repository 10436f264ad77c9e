"""`/calendars/<code>/<year>/`: a year at a glance, loaded and approved from the same page (L5)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.calendars import approve_year, load_year
from workload.country_holidays import FIRST_YEAR, LAST_YEAR
from workload.models import WorkingCalendar
from workload.permissions import can_change_calendar, can_keep_calendars, can_name_defaults
from workload.queries.calendar_year import year_page


@require_safe
@employees_only
def calendars(request: DeskRequest) -> HttpResponse:
    """The usual calendar, else the first one; a page that says what a calendar is for while there is none."""
    there = WorkingCalendar.objects.visible_to(request.viewer).filter(is_active=True)
    first = there.order_by("-is_default", "name").first()
    if first is not None:
        return redirect("calendar", code=first.code)
    may = {"may_keep": can_keep_calendars(request.viewer), "may_begin": can_name_defaults(request.viewer)}
    return render(request, "calendars/none.html", may)


@require_safe
@employees_only
def calendar(request: DeskRequest, code: str) -> HttpResponse:
    """The year we have now."""
    found = visible_calendar(request, code)
    return redirect("calendar-year", code=found.code, year=localtime(request.at).year)


@require_safe
@employees_only
def calendar_year(request: DeskRequest, code: str, year: int) -> HttpResponse:
    """Twelve months with their hours, the special days by name, and whether somebody has approved them."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    page = year_page(visible_calendar(request, code), year)
    context = {
        "page": page,
        "weekdays": list(WEEKDAYS_ABBR.values()),
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < LAST_YEAR else None,
        "may_keep": can_keep_calendars(request.viewer),
        "may_change": can_change_calendar(request.viewer, page.calendar),
        "others": WorkingCalendar.objects.visible_to(request.viewer)
        .filter(is_active=True)
        .exclude(pk=page.calendar.pk),
    }
    return render(request, "calendars/year.html", context)


@require_POST
@employees_only
def calendar_load(request: DeskRequest, code: str, year: int) -> HttpResponse:
    """Loads the holidays of the year."""
    return done(request, code, year, load_year, _("Loaded. Look at the days, then approve the year."))


@require_POST
@employees_only
def calendar_approve(request: DeskRequest, code: str, year: int) -> HttpResponse:
    """Says that a person has looked at the year."""
    return done(request, code, year, approve_year, _("Approved: months of this year can be closed."))


def done(request: DeskRequest, code: str, year: int, deed: Callable[..., object], words: str) -> HttpResponse:
    """One deed to a year, and back to its page with what came of it."""
    found = visible_calendar(request, code)
    try:
        deed(calendar=found, year=year, by=request.viewer, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("calendar-year", code=found.code, year=year)


def visible_calendar(request: DeskRequest, code: str) -> WorkingCalendar:
    """By its code; 404 for what the viewer may not see."""
    return get_object_or_404(WorkingCalendar.objects.visible_to(request.viewer), code=code)
