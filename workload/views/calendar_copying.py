"""`/calendars/<code>/copy/`: a calendar of one's own, to be changed freely (S1, P2)."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from support_desk.shared.copying import name_of_copy
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.copying import copying
from support_desk.shared.views.doors import employees_only
from workload.actions.calendars import copy_calendar
from workload.permissions import can_keep_calendars
from workload.queries.managed import own_department_name
from workload.views.calendars import visible_calendar


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def calendar_copy(request: DeskRequest, code: str) -> HttpResponse:
    """Asks for the name, then shows the year of the copy. Only for who keeps calendars."""
    if not can_keep_calendars(request.viewer):
        raise Http404
    found = visible_calendar(request, code)
    return copying(
        request,
        partial(copy_calendar, calendar=found),
        proposed=name_of_copy(found.name, own_department_name(request.viewer)),
        words={
            "name": found.name,
            "title": _("Copy of the calendar “%(name)s”") % {"name": found.name},
            "lede": _(
                "The copy has the same weeks, holidays and years. Nobody counts by it yet, so it is yours to change."
            ),
            "done": _("Copied. Approve its years, then name it in your SLA policy or contracts."),
            "back": reverse("calendar", args=[found.code]),
        },
        address_of=lambda made: reverse("calendar", args=[made.code]),
    )
