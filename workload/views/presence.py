"""`/presence/…`: away with one click, and back (L3)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.middleware import own_referer, viewer_of
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.ui.toasts import add_toast
from support_desk.shared.views.doors import employees_only
from workload.actions.presence import come_back, mark_away
from workload.forms.presence import AwayForm


@require_POST
@employees_only
def presence_away(request: DeskRequest) -> HttpResponse:
    """Away for so many minutes, or until a time of today."""
    form = AwayForm(request.POST)
    if not form.is_valid():
        return answered(request, _("Choose how long you are away."), tone="bad")
    try:
        mark = mark_away(
            kind=form.cleaned_data["kind"] or "other",
            minutes=form.cleaned_data["minutes"] or 0,
            until=form.until_instant(request.at),
            by=request.viewer,
            at=request.at,
        )
    except Refused as refusal:
        return answered(request, str(refusal), tone="bad")
    times = TimeWords(at=request.at)
    return answered(request, _("You are away until %(time)s.") % {"time": times.clock(mark.ends_at)})


@require_POST
@employees_only
def presence_back(request: DeskRequest) -> HttpResponse:
    """Back before the mark's end."""
    come_back(by=request.viewer, at=request.at)
    return answered(request, _("You are back."))


def answered(request: DeskRequest, words: str, tone: str = "") -> HttpResponse:
    """The control as it is now, or the page one came from."""
    if not request.htmx:
        (messages.error if tone else messages.success)(request, words)
        return redirect(own_referer(request))
    request.viewer = viewer_of(request.user, request.at)
    return add_toast(render(request, "shell/presence.html", status=422 if tone else 200), words, tone=tone)
