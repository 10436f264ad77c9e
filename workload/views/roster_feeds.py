"""The secret address of one's shifts: made and ended by oneself, read by a calendar program (L1)."""

import hashlib
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from support_desk.shared import clock
from support_desk.shared.api.throttling import count_call
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.roster_feeds import end_feed, make_feed
from workload.domain.calendar_feed import calendar_file
from workload.models import RosterFeed
from workload.queries.roster_feed import feed_events, feed_owner

MOST_A_MINUTE = 60
FRESH_SECONDS, TYPE = 300, "text/calendar; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def roster_feed(request: DeskRequest) -> HttpResponse:
    """Whether there is an address; a POST makes a new one and shows it, once."""
    address = ""
    if request.method == "POST":
        _feed, secret = make_feed(by=request.viewer, at=request.at)
        address = request.build_absolute_uri(reverse("roster-feed-file", args=[secret]))
    feed = RosterFeed.objects.visible_to(request.viewer).live().first()
    answer = render(request, "roster/feed.html", {"feed": feed, "address": address})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@employees_only
def roster_feed_end(request: DeskRequest) -> HttpResponse:
    """The address answers no more."""
    end_feed(by=request.viewer, at=request.at)
    messages.success(request, _("The address no longer answers."))
    return redirect("roster-feed")


@require_safe
def roster_feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The file, or 304 for who has it already; 404 for whatever is no live address; 429 for who tries too many."""
    at = clock.now()
    if is_throttled(request, at):
        return HttpResponse(status=429)
    owner = feed_owner(token, at)
    if owner is None:
        raise Http404
    with translation.override(owner.user.language or None):
        name = _("Shifts of %(name)s") % {"name": owner.name}
        content = calendar_file(name, feed_events(owner, at), host=request.get_host())
    return private(request, content)


def is_throttled(request: HttpRequest, at: datetime) -> bool:
    """By the network address, in whole minutes of the clock."""
    minute = int(at.timestamp()) // 60
    address = get_adapter().get_client_ip(request)
    return count_call(f"roster-feed:{address}:{minute}") > MOST_A_MINUTE


def private(request: HttpRequest, content: bytes) -> HttpResponse:
    """The address holds a secret: no shared cache keeps what stands under it."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    is_known = etag in parse_etags(request.headers.get("If-None-Match", ""))
    answer = (
        HttpResponseNotModified() if is_known else HttpResponse(content, content_type="text/calendar; charset=utf-8")
    )
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
