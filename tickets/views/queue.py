"""The queue: rail, list, reading pane. The list refreshes itself; unchanged it answers 204 without being drawn."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.filters import TicketFilter
from tickets.models import Priority, TicketStatus
from tickets.queries.people import people_for_assignment
from tickets.queries.queue import capped
from tickets.queries.queue_markup import rows_html
from tickets.queries.queue_order import Sort
from tickets.queries.queue_views import ICONS
from tickets.views.entry import dialog
from tickets.views.queue_list import QueueList, chips


@employees_only
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """One list of tickets; `?view=`, `?sort=`, filters and `?cursor=` are in the address."""
    current = QueueList.of(request.GET, request.viewer)
    page = current.page(request.GET.get("cursor", ""))
    opened = opened_number(request)
    seen = f"{page.digest}-{opened}"
    if request.htmx and request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    context = list_context(request, current) | {"rows": page.rows, "older": page.older, "seen": seen}
    context["rows_html"] = rows_html(page.rows, opened=opened)
    response = render(request, "queue/changed.html" if request.htmx else "queue/page.html", context)
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def list_context(request: DeskRequest, current: QueueList) -> dict[str, Any]:
    """What stands above the rows."""
    counted = current.figures()
    return {
        "view": current.view,
        "query": current.query(),
        "cursor": request.GET.get("cursor", ""),
        "total": capped(counted.total),
        "chips": head_chips(current, capped(counted.unanswered)),
        "sorts": [(each.label, "?" + current.query(sort=each.value), each is current.sort) for each in Sort],
        "icon": ICONS[current.view],
        "is_filtered": bool(current.given),
        "is_later_page": "cursor" in request.GET,
    }


def head_chips(current: QueueList, unanswered: str) -> list[dict[str, Any]]:
    """Everything in the view, or only where a client waits; then the other filters in force."""
    only = current.has("unanswered")
    everything = {"label": _("All"), "url": "?" + current.query(unanswered=""), "current": not only}
    waiting = {
        "label": _("Unanswered"),
        "url": "?" + current.query(unanswered="true"),
        "current": only,
        "count": unanswered,
        "icon": "triangle-alert",
    }
    return [everything, waiting, *chips(current)]


@employees_only
@require_safe
def queue_filter(request: DeskRequest) -> HttpResponse:
    """The filter dialog; it is a plain form whose answer is the list's address."""
    current = QueueList.of(request.GET, request.viewer)
    given: dict[str, list[str]] = {}
    for name, value in current.given:
        given.setdefault(name, []).append(value)
    context = {
        "view": current.view,
        "sort": current.sort,
        "given": given,
        "statuses": TicketStatus.choices,
        "priorities": [(str(value), label) for value, label in Priority.choices],
        "people": people_for_assignment(request.viewer),
        "assignee": given.get("assignee", [""])[0],
        "tag": given.get("tag", [""])[0],
        "labels": {name: each.label for name, each in TicketFilter.base_filters.items()},
    }
    return dialog(request, "queue/filter.html", context)


def opened_number(request: DeskRequest) -> int:
    """The ticket in the reading pane, from the address the browser shows; 0 for none."""
    address = getattr(request.htmx, "current_url", None) or ""
    try:
        found = resolve(urlsplit(address).path or "/")
    except (Resolver404, ValueError):
        return 0
    return int(found.kwargs["number"]) if found.url_name == "ticket" else 0
