"""The button that makes a calendar and an SLA policy to begin with."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.catalogue import create_standard_terms


@require_POST
@employees_only
def standard_terms(request: DeskRequest) -> HttpResponse:
    """Makes both, and shows the calendar: its years want to be approved."""
    try:
        create_standard_terms(by=request.viewer, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Response times are counted now. Look at the year and approve it."))
    return redirect("calendars")
