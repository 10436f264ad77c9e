"""Drafts, saved while one writes."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from support_desk.shared.errors import Conflict
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.drafts import save_draft
from tickets.actions.items.marking import MOST_ITEMS
from tickets.forms.items import chosen_items
from tickets.models import Draft
from tickets.queries.colleagues import note_presence
from tickets.views.entry import found_ticket

KEPT = ("cc", "promised_until", "operation", "quantity", "minutes", "task", "direction", "files_of", "files_names")
# What says something even when it is empty: to leave the status alone is a choice.
CHOSEN = ("then",)
LONGEST_FIELD = 2000


@employees_only
@require_POST
def ticket_draft(request: DeskRequest, number: int, kind: str) -> HttpResponse:
    """Answers {"version": n}; 409 with the newer version when another window has saved since."""
    if kind not in Draft.Kind.values:
        raise Http404
    ticket = found_ticket(request, number)
    version = request.POST.get("version", "")
    try:
        draft = save_draft(
            ticket=ticket,
            kind=Draft.Kind(kind),
            body=request.POST.get("body", "").replace("\x00", ""),
            by=request.viewer,
            at=request.at,
            version=int(version[:9]) if version.isdecimal() else 0,
            fields=_kept(request),
        )
    except Conflict as conflict:
        return JsonResponse({"detail": str(conflict)}, status=409)
    note_presence(ticket.pk, request.viewer, request.at, is_writing=bool(draft.body))
    return JsonResponse({"version": draft.version})


def _kept(request: DeskRequest) -> dict[str, Any]:
    given = {name: str(value).replace("\x00", "")[:LONGEST_FIELD] for name, value in request.POST.items()}
    kept: dict[str, Any] = {name: given[name] for name in KEPT if given.get(name)}
    kept |= {name: given[name] for name in CHOSEN if name in given}
    ticked = sorted(chosen_items(request.POST.getlist("answers")))
    return kept | ({"answers": ticked[:MOST_ITEMS]} if ticked else {})
