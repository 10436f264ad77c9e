"""Tickets of one organisation as its people list them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from support_desk.shared.cursors import keyset_page
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket, TicketStatus
from tickets.models.ticket import TicketQuerySet
from tickets.queries.portal.words import State, state_of

PAGE_SIZE = 20
MOST_WAITING = 20
ORDER = ("-last_message_at", "-id")


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One ticket. `said_at`: the last message that both sides know of; `has_result`: it waits to be confirmed."""

    number: int
    subject: str
    project: str
    state: State
    said_at: datetime | None
    promised_until: datetime | None
    is_question: bool
    has_result: bool


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A page of tickets with the cursors of its neighbours."""

    rows: list[TicketRow]
    newer: str
    older: str


def ticket_page(viewer: Viewer, *, is_closed: bool, cursor: str = "") -> TicketPage:
    """Twenty open or closed tickets, the latest first. One statement."""
    status = TicketStatus.CLOSED
    found = Ticket.objects.filter(status=status) if is_closed else Ticket.objects.exclude(status=status)
    page = keyset_page(listed(found.visible_to(viewer), viewer), order=ORDER, cursor=cursor, size=PAGE_SIZE)
    return TicketPage([row_of(ticket) for ticket in page.rows], page.newer, page.older)


def waiting_for(viewer: Viewer) -> list[TicketRow]:
    """Tickets in which it is the client's turn: a question of ours, or a result. One statement."""
    theirs = Ticket.objects.filter(status__in=[TicketStatus.WAITING_CLIENT, TicketStatus.RESOLVED])
    shown = listed(theirs.visible_to(viewer), viewer)
    return [row_of(ticket) for ticket in shown.order_by(*ORDER)[:MOST_WAITING]]


def listed(tickets: TicketQuerySet, viewer: Viewer) -> TicketQuerySet:
    """With what a row needs; merged tickets are found in the one that goes on."""
    said = Message.objects.filter(ticket=OuterRef("pk")).said_by(viewer.at).order_by("-created_at")
    with_times = tickets.filter(merged_into__isnull=True).annotate(said_at=Subquery(said.values("created_at")[:1]))
    return with_times.select_related("project").defer("search")


def row_of(ticket: Ticket) -> TicketRow:
    """`ticket` as `listed` made it."""
    return TicketRow(
        number=ticket.number,
        subject=ticket.subject,
        project=ticket.project.name if ticket.project else "",
        state=state_of(ticket.status),
        said_at=ticket.said_at,  # type: ignore[attr-defined]  # annotated by listed()
        promised_until=ticket.promised_until,
        is_question=ticket.status == TicketStatus.WAITING_CLIENT,
        has_result=ticket.status == TicketStatus.RESOLVED,
    )
