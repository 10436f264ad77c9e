"""The frame of every page of the portal: whose it is, and what its tabs count."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Client, Ticket


@dataclass(frozen=True, slots=True)
class PortalFrame:
    """`to_approve` and `open_tickets` stand in the tabs."""

    client: str
    to_approve: int
    open_tickets: int


def frame_of(viewer: Viewer) -> PortalFrame:
    """One statement."""
    pending = Approval.objects.pending().filter(ticket__client=OuterRef("pk"))
    live = Ticket.objects.live().filter(client=OuterRef("pk"))
    facts = {"to_approve": _number_of(pending, "ticket__client"), "open_tickets": _number_of(live, "client")}
    clients = Client.objects.visible_to(viewer).annotate(**facts)
    return PortalFrame(*clients.values_list("name", *facts).get())


def _number_of(rows: QuerySet[Approval] | QuerySet[Ticket], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
