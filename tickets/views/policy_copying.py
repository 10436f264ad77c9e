"""`/sla/policies/<id>/copy/`: a policy of one's own, to be changed freely (S1, P2)."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from support_desk.shared.copying import name_of_copy
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.copying import copying
from support_desk.shared.views.doors import employees_only
from tickets.actions.catalogue import copy_policy
from tickets.models import SlaPolicy
from tickets.permissions import can_manage_catalogues
from workload.queries.managed import own_department_name


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def policy_copy(request: DeskRequest, pk: int) -> HttpResponse:
    """Asks for the name, then opens the copy to be changed. Only for who keeps the catalogues."""
    if not can_manage_catalogues(request.viewer):
        raise Http404
    found = get_object_or_404(SlaPolicy.objects.visible_to(request.viewer), pk=pk)
    return copying(
        request,
        partial(copy_policy, policy=found),
        proposed=name_of_copy(found.name, own_department_name(request.viewer)),
        words={
            "name": found.name,
            "title": _("Copy of the SLA policy “%(name)s”") % {"name": found.name},
            "lede": _(
                "The copy promises the same by the same calendar. Nobody promises by it yet, so it is yours to change."
            ),
            "done": _("Copied. Change what you like, then choose it for your department or in a contract."),
            "back": reverse("admin:tickets_slapolicy_change", args=[found.pk]),
        },
        address_of=lambda made: reverse("admin:tickets_slapolicy_change", args=[made.pk]),
    )
