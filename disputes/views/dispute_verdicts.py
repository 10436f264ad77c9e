"""What the arbiter does on the page of a dispute (D6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disputes.actions.deciding import decide_dispute
from disputes.views.dispute import refuse, seen, shown, verdict_form
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once


@require_POST
@employees_only
def dispute_decide(request: DeskRequest, pk: int) -> HttpResponse:
    """One of four verdicts with reasons. Sent twice it is given once."""
    found = seen(request, pk)
    form = verdict_form(found, request.at, request.POST)
    if not form.is_valid():
        return shown(request, found, verdict=form)

    def deed() -> object:
        return decide_dispute(dispute=found, **form.decision(), by=request.viewer, at=request.at)

    try:
        once(key=request.POST.get("idempotency_key", ""), by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        refuse(form, refusal)
        return shown(request, seen(request, pk), verdict=form, refusal=str(refusal))
    messages.success(request, _("The verdict is given. Both sides are told."))
    return redirect("dispute", pk)
