"""`/mailboxes/`: does mail come in, and where does it wait (T1)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.permissions import can_keep_mailboxes, can_see_mailboxes
from tickets.queries.mailboxes import mailbox_rows


@require_safe
@employees_only
def mailboxes(request: DeskRequest) -> HttpResponse:
    """Every mailbox the viewer may know of; those that do not answer first."""
    if not can_see_mailboxes(request.viewer):
        raise Http404
    rows = mailbox_rows(request.viewer)
    context = {
        "rows": rows,
        "silent": [row for row in rows if row.is_silent],
        "may_keep": can_keep_mailboxes(request.viewer),
    }
    return render(request, "mailroom/mailboxes.html", context)
