"""What the respondent and the initiator do on the page of a dispute (D5, D8)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disputes.actions.answering import accept_dispute, contest_dispute, withdraw_dispute
from disputes.forms.answers import AnswerForm
from disputes.models import Dispute
from disputes.views.dispute import refuse, seen, shown
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once


@require_POST
@employees_only
def dispute_answer(request: DeskRequest, pk: int) -> HttpResponse:
    """The respondent accepts or contests. Sent twice it is answered once."""
    found, form = seen(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return shown(request, found, answer=form)
    key = request.POST.get("idempotency_key", "")
    try:
        once(key=key, by=request.viewer, at=request.at, deed=lambda: answer(request, found, form))
    except Refused as refusal:
        refuse(form, refusal)
        return shown(request, seen(request, pk), answer=form, refusal=str(refusal))
    if form.is_contested:
        messages.success(request, _("Contested. The arbiter reads both sides and decides."))
    else:
        messages.success(request, _("Accepted. The points are posted."))
    return redirect("dispute", pk)


def answer(request: DeskRequest, found: Dispute, form: AnswerForm) -> None:
    if not form.is_contested:
        accept_dispute(dispute=found, by=request.viewer, at=request.at)
        return
    contest_dispute(
        dispute=found,
        explanation=form.cleaned_data["explanation"],
        uploads=request.FILES.getlist("files"),
        by=request.viewer,
        at=request.at,
    )


@require_POST
@employees_only
def dispute_withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """The initiator takes it back while nobody has answered."""
    found = seen(request, pk)
    key = request.POST.get("idempotency_key", "")

    def deed() -> object:
        return withdraw_dispute(dispute=found, by=request.viewer, at=request.at)

    try:
        once(key=key, by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        return shown(request, seen(request, pk), refusal=str(refusal))
    messages.success(request, _("Withdrawn. Nothing is posted."))
    return redirect("dispute", pk)
