"""The tickets that belong to a ticket, as its page shows them (T7)."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket


def links_part(viewer: Viewer) -> QuerySet[Ticket, Any]:
    """One JSON object a visible ticket that is linked with the outer one."""
    either = Q(links_to_younger__second=OuterRef("pk")) | Q(links_to_older__first=OuterRef("pk"))
    linked = Ticket.objects.visible_to(viewer).filter(either).order_by("-number").distinct()
    return linked.values(facts=JSONObject(number="number", subject="subject", status="status"))
