"""The tickets that belong to a ticket, as its page shows them (T7)."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket
from tickets.models.sight import IsAmong


class IsLinkedOlder(IsAmong):
    """Whether the ticket of the first key is the older one in a link with that of the second."""

    arg_joiner = " = ANY (ARRAY(SELECT first_id FROM tickets_ticketlink WHERE second_id = "


class IsLinkedYounger(IsAmong):
    """Whether the ticket of the first key is the younger one in a link with that of the second."""

    arg_joiner = " = ANY (ARRAY(SELECT second_id FROM tickets_ticketlink WHERE first_id = "


def links_part(viewer: Viewer) -> QuerySet[Ticket, Any]:
    """One JSON object a visible ticket that is linked with the outer one."""
    either = Q(IsLinkedOlder("pk", OuterRef("pk"))) | Q(IsLinkedYounger("pk", OuterRef("pk")))
    linked = Ticket.objects.visible_to(viewer).filter(either).order_by("-number")
    return linked.values(facts=JSONObject(number="number", subject="subject", status="status"))
