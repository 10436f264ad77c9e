"""The queue page: one statement for the rows, one for the figures beside them."""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from support_desk.shared.kept_queries import KeptQuery, KeptStatement
from support_desk.shared.kept_sql import Written
from support_desk.shared.viewer import Viewer
from tickets.models import Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.queries.answerers import cover_of_ticket
from tickets.queries.queue_first import first_tickets
from tickets.queries.queue_order import Sort, after, ordering, read_cursor, write_cursor
from tickets.queries.queue_rows import QueueRow, RowWords
from tickets.queries.queue_views import QueueView, end_of_day

PAGE_SIZE = 50
MOST_COUNTED = 100
PLACES = ("waiting_since", "last_message_at", "next_due_at", "priority", "id")
FIELDS = (
    "id",
    "number",
    "changed_xid",
    "subject",
    "client__name",
    "project__name",
    "project_id",
    "requester_name",
    "requester_address",
    "assignee_id",
    "assignee__name",
    "status",
    "priority",
    "is_lead",
    "is_automatic",
    "flag",
    "preview",
    "waiting_since",
    "promised_until",
    "snoozed_until",
    "item_count",
    "answered_item_count",
    "settled_item_count",
    "next_due_at",
    "next_due_kind",
    "is_breached",
    "calendar_id",
    "calendar__version",
    "last_message_at",
)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of rows; `older` is the cursor of the next, "" on the last."""

    rows: list[QueueRow] = field(default_factory=list)
    older: str = ""

    @property
    def digest(self) -> str:
        """Changes whenever the page would look different."""
        return blake2b(repr((self.rows, self.older)).encode(), digest_size=12).hexdigest()


def queue_page(tickets: TicketQuerySet, *, viewer: Viewer, sort: Sort, cursor: str = "") -> QueuePage:
    """Fifty rows of `tickets` after `cursor`. One statement, whatever the number of rows."""
    place = read_cursor(sort, cursor)
    if place is not None:
        tickets = tickets.filter(after(sort, place))
    return _worded(list(_facts(tickets, viewer, sort)), viewer, sort)


def first_page(view: QueueView, *, viewer: Viewer, sort: Sort) -> QueuePage:
    """The first fifty rows of a whole view, which people look at all day: its statement is written once."""
    return _worded(WHOLE_VIEW.rows(viewer, view, sort), viewer, sort)


def _facts(tickets: TicketQuerySet, viewer: Viewer, sort: Sort) -> QuerySet[Ticket, Any]:
    """A page of rows, and the one after it."""
    marked = tickets.alias(
        mark=FilteredRelation("read_marks", condition=Q(read_marks__user_id=viewer.user_id or 0))
    ).annotate(read_at=F("mark__read_at"), covering=cover_of_ticket(viewer.at))
    found: QuerySet[Ticket, Any] = marked.order_by(*ordering(sort)).values(*FIELDS, "read_at", "covering")
    return found[: PAGE_SIZE + 1]


def _whole_view(viewer: Viewer, view: QueueView, sort: Sort) -> QuerySet[Ticket, Any]:
    return _facts(first_tickets(view, viewer, sort, PAGE_SIZE + 1), viewer, sort)


WHOLE_VIEW = KeptQuery(_whole_view, moments=[end_of_day])


def _worded(found: list[dict[str, Any]], viewer: Viewer, sort: Sort) -> QueuePage:
    words = RowWords(viewer)
    older = write_cursor(sort, found[PAGE_SIZE - 1]) if len(found) > PAGE_SIZE else ""
    return QueuePage([words.row(each) for each in found[:PAGE_SIZE]], older)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many tickets a list holds and in how many of them a client waits; 100 stands for "99 and more"."""

    total: int
    unanswered: int


def figures(tickets: TicketQuerySet) -> Figures:
    """One statement that reads a hundred rows at most: who waits comes first in its order."""
    counted = tickets.order_by(*ordering(Sort.WAITING))[:MOST_COUNTED]
    return Figures(**counted.aggregate(total=Count("pk"), unanswered=Count("waiting_since")))


def view_figures(view: QueueView, viewer: Viewer) -> Figures:
    """The same of a whole view, its statement written once."""
    return Figures(**WHOLE_VIEW_COUNTED.row(viewer, view))


def _counting(viewer: Viewer, view: QueueView) -> Written:
    found = first_tickets(view, viewer, Sort.WAITING, MOST_COUNTED)
    counted = found.order_by(*ordering(Sort.WAITING)).values("waiting_since")[:MOST_COUNTED]
    try:
        sql, values = counted.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 0 AS total, 0 AS unanswered", ()
    return f"SELECT count(*) AS total, count(waiting_since) AS unanswered FROM ({sql}) AS counted", values  # noqa: S608 - the ORM wrote it


WHOLE_VIEW_COUNTED = KeptStatement(_counting, moments=[end_of_day])


def capped(figure: int) -> str:
    """A bounded count as people read it: "7", "99+"."""
    return str(figure) if figure < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def next_number(tickets: TicketQuerySet, *, sort: Sort, number: int) -> int | None:
    """The ticket after `number` in the same list, else the list's first other one. At most three statements."""
    here = Ticket.objects.filter(number=number).values(*PLACES).first()
    others = tickets.exclude(number=number).order_by(*ordering(sort)).values_list("number", flat=True)
    following = others.filter(after(sort, here)).first() if here else None
    return following if following is not None else others.first()
