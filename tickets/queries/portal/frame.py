"""The frame of every page of the portal: whose it is, and what its tabs count."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, JSONObject

from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Client, Ticket

COUNTS = ("to_approve", "open_tickets")
MOST_PENDING = 50


@dataclass(frozen=True, slots=True)
class PortalFrame:
    """`to_approve` and `open_tickets` stand in the tabs."""

    client: str
    to_approve: int
    open_tickets: int


@dataclass(frozen=True, slots=True)
class Pending:
    """An approval that waits, as the first page lists it."""

    id: int
    number: int
    subject: str
    minutes: int
    beyond_amount: Decimal
    ready_by: datetime | None


def frame_of(viewer: Viewer) -> PortalFrame:
    """One statement."""
    return PortalFrame(*_counted(viewer).values_list("name", *COUNTS).get())


def frame_with_approvals(viewer: Viewer) -> tuple[PortalFrame, list[Pending]]:
    """The frame of the first page, and what waits for the client's yes, the oldest first. One statement."""
    waiting = _pending().order_by("asked_at", "id")[:MOST_PENDING]
    facts = JSONObject(
        id="pk",
        number="ticket__number",
        subject="ticket__subject",
        minutes="minutes",
        beyond_amount=Cast("beyond_amount", CharField()),
        ready_by="ready_by",
    )
    found = _counted(viewer).annotate(waiting=ArraySubquery(waiting.values(facts=facts)))
    *frame, rows = found.values_list("name", *COUNTS, "waiting").get()
    return PortalFrame(*frame), [_read(row) for row in rows]


def _read(row: dict[str, Any]) -> Pending:
    ready_by = datetime.fromisoformat(row["ready_by"]) if row["ready_by"] else None
    return Pending(**{**row, "beyond_amount": Decimal(row["beyond_amount"]), "ready_by": ready_by})


def _counted(viewer: Viewer) -> QuerySet[Client]:
    live = Ticket.objects.live().filter(client=OuterRef("pk"))
    counts = dict(zip(COUNTS, (_number_of(_pending(), "ticket__client"), _number_of(live, "client")), strict=True))
    return Client.objects.visible_to(viewer).annotate(**counts)


def _pending() -> QuerySet[Approval]:
    return Approval.objects.pending().filter(ticket__client=OuterRef("pk"))


def _number_of(rows: QuerySet[Approval] | QuerySet[Ticket], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
