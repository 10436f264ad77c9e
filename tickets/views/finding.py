"""`/search/` and what Ctrl+K offers while one types (T8)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.queries.palette import suggestions
from tickets.queries.search import search_page


@require_safe
@employees_only
def search(request: DeskRequest) -> HttpResponse:
    """Twenty tickets and the people of that name; the number of a visible ticket leads straight to it."""
    page = search_page(request.viewer, request.GET.get("q", ""), cursor=request.GET.get("cursor", ""))
    if page.ticket_number is not None:
        return redirect("ticket", page.ticket_number)
    context = {
        "page": page,
        "newer_url": page.newer and address_with(request, cursor=page.newer),
        "older_url": page.older and address_with(request, cursor=page.older),
    }
    return render(request, "finding/search.html", context)


@require_safe
@employees_only
def palette(request: DeskRequest) -> HttpResponse:
    """Tickets and clients to jump to, as options of the palette's list."""
    found = suggestions(request.viewer, request.GET.get("q", ""))
    return render(request, "finding/palette.html", {"found": found})
