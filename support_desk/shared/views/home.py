"""`/`: where the day of each role begins."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from support_desk.shared import homes
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import people_only


@require_safe
@people_only
def home(request: DeskRequest) -> HttpResponse:
    """Those who answer clients start in the queue, clients in their portal; others see what there is for them, and
    who belongs nowhere any more is told so."""
    first = homes.first_page_of(request.viewer)
    if first:
        return redirect(first)
    if not request.viewer.is_employee:
        return render(request, "home/outside.html")
    return render(request, "home/home.html", {"doorways": homes.doorways_of(request.viewer)})
