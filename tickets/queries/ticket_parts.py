"""What hangs on a ticket beside its messages: tasks, items, links, merged tickets. One statement, however many.

Each part says in its own file which columns it needs; here they are read together.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from support_desk.shared.kept_queries import KeptQuery
from support_desk.shared.viewer import Viewer
from tickets.models import Ticket
from tickets.queries.ticket_items import items_part
from tickets.queries.ticket_links import links_part
from tickets.queries.ticket_merged import merged_part
from tickets.queries.ticket_tasks import tasks_part
from tickets.ticket_banners import ShownBanner, registered

BANNER = "banner_"


@dataclass(frozen=True, slots=True)
class TicketParts:
    """Rows as plain dictionaries, in the order in which they are shown."""

    tasks: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    merged: list[dict[str, Any]] = field(default_factory=list)
    banners: list[ShownBanner] = field(default_factory=list)


def ticket_parts(ticket: Ticket, viewer: Viewer) -> TicketParts:
    """Of a ticket that `viewer`, an employee, sees. One statement."""
    for tasks, items, links, merged, *shown in PARTS.rows(viewer, ticket_id=ticket.pk):
        banners = zip(registered(), shown, strict=True)
        drawn = [ShownBanner(banner.template, rows) for banner, rows in banners if rows]
        return TicketParts(tasks, items, links, merged, drawn)
    return TicketParts()


def _parts(viewer: Viewer, *, ticket_id: int) -> QuerySet[Ticket, Any]:
    parts = {
        "task_rows": ArraySubquery(tasks_part()),
        "item_rows": ArraySubquery(items_part()),
        "link_rows": ArraySubquery(links_part(viewer)),
        "merged_rows": ArraySubquery(merged_part(viewer)),
        **{BANNER + banner.name: ArraySubquery(banner.part(viewer)) for banner in registered()},
    }
    return Ticket.objects.filter(pk=ticket_id).annotate(**parts).values_list(*parts)


PARTS = KeptQuery(_parts)
