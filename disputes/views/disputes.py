"""`/disputes/`: the list."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from disputes.filters.disputes import DisputeFilter
from disputes.models import DisputeState
from disputes.queries.dispute_lists import (
    SORTS,
    VIEW_WORDS,
    DisputeView,
    dispute_list,
    disputes_in,
    first_dispute_view,
    own_figures,
)
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only

FILTERS = (
    "state", "regulation", "department", "initiator", "respondent", "arbiter", "ticket", "q", "decided_from",
    "decided_to",
)  # fmt: skip


@require_safe
@employees_only
def disputes(request: DeskRequest) -> HttpResponse:
    """`?view=`, `?sort=`, filters and `?cursor=` are in the address; what cannot be read narrows nothing."""
    figures = own_figures(request.viewer)
    asked = request.GET.get("view", "")
    view = DisputeView(asked) if asked in DisputeView else first_dispute_view(figures)
    given = given_filters(request.GET)
    chosen = DisputeFilter(QueryDict(urlencode(given)), queryset=disputes_in(view, request.viewer))
    sort = request.GET.get("sort", "") if request.GET.get("sort", "") in SORTS else ""
    page = dispute_list(chosen.qs, view, request.viewer, sort=sort, cursor=request.GET.get("cursor", ""))
    context = {
        "page": page,
        "view": view.value,
        "title": VIEW_WORDS[view],
        "sort": sort,
        "chips": chips(view, figures),
        "given": dict(given),
        "is_filtered": bool(given),
        "states": DisputeState.choices,
        "newer_url": address(view, given, sort, page.newer),
        "older_url": address(view, given, sort, page.older),
    }
    response = render(request, "disputes/page.html", context)
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def given_filters(data: QueryDict) -> list[tuple[str, str]]:
    """The filters of the address that can be read."""
    pairs = [(name, value) for name in FILTERS for value in data.getlist(name) if value]
    return [pair for pair in pairs if DisputeFilter(QueryDict(urlencode([pair]))).is_valid()]


def address(view: DisputeView, given: list[tuple[str, str]], sort: str, cursor: str) -> str:
    """A neighbouring page; "" where there is none."""
    if not cursor:
        return ""
    sorted_by = [("sort", sort)] if sort else []
    return "?" + urlencode([("view", view.value), *given, *sorted_by, ("cursor", cursor)])


def chips(current: DisputeView, figures: Any) -> list[dict[str, Any]]:
    """The views, with how many stand in those of one's own."""
    return [
        {"label": words, "url": f"?view={view.value}", "current": view is current, "count": figures.get(view)}
        for view, words in VIEW_WORDS.items()
    ]
