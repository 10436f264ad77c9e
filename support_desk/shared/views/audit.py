"""`/audit/`: who did what, when, with what before and after (P5). Read here, changed nowhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.audit_trail import trail_page
from support_desk.shared.forms import AuditFilterForm
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@require_safe
@employees_only
def audit(request: DeskRequest) -> HttpResponse:
    """Fifty entries of those the viewer may see, newest first."""
    form = AuditFilterForm(request.GET)
    page = trail_page(request.viewer, form.wanted(), cursor=request.GET.get("cursor", ""))
    context = {
        "form": form,
        "page": page,
        "newer_url": page.newer and address_with(request, cursor=page.newer),
        "older_url": page.older and address_with(request, cursor=page.older),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "audit/audit.html", context)
