"""`/quarantine/`: letters that could not be read, and what to do with each (T1)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.mail.quarantine import discard_quarantined, open_as_lead, retry_quarantined
from tickets.permissions import can_triage
from tickets.queries.quarantine import QuarantineRow, quarantine_page, quarantine_row, quarantined_mail


@require_safe
@employees_only
def quarantine(request: DeskRequest) -> HttpResponse:
    """Fifty letters, newest first."""
    check_may_look(request)
    page = quarantine_page(request.viewer, cursor=request.GET.get("cursor", ""))
    context = {
        "page": page,
        "newer_url": page.newer and address_with(request, cursor=page.newer),
        "older_url": page.older and address_with(request, cursor=page.older),
    }
    return render(request, "mailroom/quarantine.html", context)


@require_safe
@employees_only
def quarantine_item(request: DeskRequest, mail_id: int) -> HttpResponse:
    """One letter: why it is here, what can be read of it, what can be done."""
    context = {"row": item(request, mail_id), "may_decide": can_triage(request.viewer)}
    return render(request, "mailroom/item.html", context)


@require_POST
@employees_only
def quarantine_retry(request: DeskRequest, mail_id: int) -> HttpResponse:
    """Reads the letter again."""
    mail = item(request, mail_id).mail
    outcome = retry_quarantined(raw=mail, by=request.viewer, at=request.at)
    if outcome.outcome == "quarantined":
        messages.error(request, _("It still cannot be read and stays here."))
    else:
        messages.success(request, _("The letter was read and has found its ticket."))
    return redirect("quarantine")


@require_POST
@employees_only
def quarantine_discard(request: DeskRequest, mail_id: int) -> HttpResponse:
    """Sets the letter aside with a reason; its raw form stays."""
    mail = item(request, mail_id).mail
    reason = request.POST.get("reason", "")
    discard_quarantined(raw=mail, reason=reason, by=request.viewer, at=request.at)
    messages.success(request, _("Set aside. The letter itself is kept."))
    return redirect("quarantine")


@require_POST
@employees_only
def quarantine_lead(request: DeskRequest, mail_id: int) -> HttpResponse:
    """Opens the letter as a lead."""
    message = open_as_lead(raw=item(request, mail_id).mail, by=request.viewer, at=request.at)
    return redirect("ticket", message.ticket.number)


def item(request: DeskRequest, mail_id: int) -> QuarantineRow:
    """The letter, while it is in quarantine and the viewer may see it; else 404."""
    check_may_look(request)
    return quarantine_row(get_object_or_404(quarantined_mail(request.viewer), pk=mail_id))


def check_may_look(request: DeskRequest) -> None:
    """The operator, the head and the director; nobody else learns that there is such a page."""
    if not (can_triage(request.viewer) or request.viewer.has("director")):
        raise Http404
