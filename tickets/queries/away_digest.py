"""What happened while somebody was away: who wrote, who answered, what was promised, what broke, what waits (S7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from support_desk.shared.viewer import Viewer
from tickets.models import AwayDigest, Clock, CoverSpan, Message, Ticket
from tickets.models.sight import IsInProjectOf
from tickets.models.ticket import TicketQuerySet

MOST_TICKETS = 100
MOST_ANSWERS = 5
MOST_DIGESTS = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tickets had messages, and in how many a client waits now."""

    tickets: int
    waiting: int


@dataclass(frozen=True, slots=True)
class AwayPage:
    """The digest with its tickets: `written` had messages meanwhile, `waiting` wait now. `covers`: (name, in how many
    projects and tickets they answered)."""

    digest: AwayDigest
    written: Sequence[Any]
    waiting: Sequence[Any]
    covers: Sequence[tuple[str, int]]

    @property
    def breached(self) -> int:
        return sum(bool(ticket.broke) for ticket in self.written)


def own_tickets(tickets: TicketQuerySet, employee_id: int) -> TicketQuerySet:
    """Those the person normally answers for."""
    nobodys = Q(IsInProjectOf("project_id", Value(employee_id)), assignee__isnull=True)
    return tickets.filter(Q(assignee_id=employee_id) | nobodys)


def counts_meanwhile(employee_id: int, start: datetime, end: datetime) -> Counts:
    """For the notice. One statement."""
    written = Exists(said_between(start, end))
    own = own_tickets(Ticket.objects.all(), employee_id).annotate(is_written=written)
    found = own.aggregate(
        tickets=Count("pk", filter=Q(is_written=True)),
        waiting=Count("pk", filter=Q(waiting_since__isnull=False) & ~Q(status="closed")),
    )
    return Counts(**found)


def away_page(digest: AwayDigest, viewer: Viewer) -> AwayPage:
    """Three statements, whatever happened."""
    start, end = digest.starts_at, digest.ends_at
    own = own_tickets(Ticket.objects.visible_to(viewer), digest.employee_id)
    own = own.select_related("client", "project").defer("search")
    written = own.filter(Exists(said_between(start, end))).annotate(**_meanwhile(start, end))
    waiting = own.live().filter(waiting_since__isnull=False)
    return AwayPage(
        digest=digest,
        written=list(written.order_by("-last_message_at")[:MOST_TICKETS]),
        waiting=list(waiting.order_by("waiting_since")[:MOST_TICKETS]),
        covers=covers_of(digest),
    )


def said_between(start: datetime, end: datetime) -> Any:
    """Messages of a ticket in that time, notes and taken-back replies left out."""
    return Message.objects.filter(
        ticket=OuterRef("pk"), created_at__gte=start, created_at__lt=end, retracted_at__isnull=True
    ).exclude(direction=Message.Direction.INTERNAL)


def covers_of(digest: AwayDigest) -> list[tuple[str, int]]:
    """Who answered for the person in that time. One statement."""
    spans = CoverSpan.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=digest.starts_at),
        covered_id=digest.employee_id,
        starts_at__lt=digest.ends_at,
    )
    found = spans.order_by().values("cover__name").annotate(matters=Count("project", distinct=True))
    tickets = found.annotate(tickets=Count("ticket", distinct=True)).order_by("cover__name")
    return [(row["cover__name"], row["matters"] + row["tickets"]) for row in tickets]


def latest_digests(viewer: Viewer) -> list[AwayDigest]:
    """One's own last digests, newest first. One statement."""
    return list(AwayDigest.objects.visible_to(viewer).filter(employee_id=viewer.employee_id or 0)[:MOST_DIGESTS])


def _meanwhile(start: datetime, end: datetime) -> dict[str, Any]:
    said = said_between(start, end)
    letters = said.filter(direction=Message.Direction.INBOUND).order_by().values("ticket")
    answers = said.filter(direction=Message.Direction.OUTBOUND, is_automatic=False).order_by("created_at")
    facts = JSONObject(name="author_name", at="created_at", promised="promised_until")
    return {
        "letters": Coalesce(Subquery(letters.annotate(found=Count("pk")).values("found")), 0),
        "answers": ArraySubquery(answers.values(found=facts)[:MOST_ANSWERS]),
        "broke": Exists(Clock.objects.filter(ticket=OuterRef("pk"), breached_at__gte=start, breached_at__lt=end)),
    }
