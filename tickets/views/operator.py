"""`/operator/`: everything that needs a person now (S4). It refreshes itself; unchanged it answers 204, not drawn."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.permissions import sees_operator_page
from tickets.queries.operator.desk import Desk, desk_of
from tickets.queries.operator.figures import figures
from tickets.queries.operator.markup import pictures, rows_html
from tickets.queries.operator.people import people_here
from tickets.queries.operator.rows import operator_rows
from tickets.queries.operator.rules import Why
from tickets.queries.operator.tiles import headline, silence, tiles
from tickets.queries.operator.words import OperatorPage, worded


@employees_only
@require_safe
def operator(request: DeskRequest) -> HttpResponse:
    """The list; `?why=` narrows it to a tile, `?cursor=` pages through it."""
    desk = found_desk(request)
    why, cursor = chosen_tile(request), request.GET.get("cursor", "")
    page = worded(desk, operator_rows(desk, why=why, cursor=cursor))
    if request.htmx and request.GET.get("seen") == page.digest:
        return HttpResponse(status=204)
    context = page_context(request, desk, why, page) | {"cursor": cursor}
    response = render(request, "operator/changed.html" if request.htmx else "operator/page.html", context)
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def found_desk(request: DeskRequest) -> Desk:
    """The desk the viewer looks after; nobody else finds the page."""
    if not sees_operator_page(request.viewer):
        raise Http404
    return desk_of(request.viewer)


def chosen_tile(request: DeskRequest) -> Why:
    """Whatever is not one of the tiles is all of them."""
    text = request.GET.get("why", "")
    return Why(text) if text in Why else Why.ALL


def page_context(request: DeskRequest, desk: Desk, why: Why, page: OperatorPage) -> dict[str, Any]:
    counted = figures(desk)
    request._operator_count = counted.counts[Why.ALL]  # type: ignore[attr-defined]  # the rail repeats the page's figure
    return {
        "desk": desk,
        "why": why,
        "headline": headline(counted),
        "silence": silence(counted, desk.at),
        "silent_mailboxes": counted.silent_mailboxes,
        "tiles": tiles(counted, chosen=why, at=desk.at),
        "rows": page.rows,
        "rows_html": rows_html(page.rows, is_read_only=desk.is_read_only),
        "pictures": pictures(page.rows),
        "older": page.older,
        "seen": page.digest,
    }


@employees_only
@require_safe
def operator_people(request: DeskRequest) -> HttpResponse:
    """Who is here, and how much each has open; loaded beside the list."""
    return render(request, "operator/people.html", {"people": people_here(found_desk(request))})
