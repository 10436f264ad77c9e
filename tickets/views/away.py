"""`/away/` and `/away/<id>/`: what happened while somebody was away (S7)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.models import AwayDigest
from tickets.queries.away_digest import away_page, latest_digests


@require_safe
@employees_only
def away_digests(request: DeskRequest) -> HttpResponse:
    """One's own last digests."""
    return render(request, "away/list.html", {"digests": latest_digests(request.viewer)})


@require_safe
@employees_only
def away_digest(request: DeskRequest, digest_id: int) -> HttpResponse:
    """One's own digest; anybody else's is not found."""
    digest = get_object_or_404(AwayDigest.objects.visible_to(request.viewer), pk=digest_id)
    return render(request, "away/digest.html", {"page": away_page(digest, request.viewer)})
