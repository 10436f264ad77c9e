"""Time logged on one ticket and on those that were merged into it (W5, T7)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Sum, Window

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket, TimeEntry

MOST_SHOWN = 200
FIGURES = ("actual", "norm", "billable")


@dataclass(frozen=True, slots=True)
class Minutes:
    """Sums in minutes; reversals count with their minus. `number`: of the merged ticket that they were logged on."""

    actual: int = 0
    norm: int = 0
    billable: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """The newest entries first; `total` and `merged`, a row a merged ticket, are of all entries."""

    entries: list[TimeEntry]
    total: Minutes
    merged: list[Minutes]


def times_of(ticket: Ticket, viewer: Viewer) -> TicketTimes:
    """What `viewer` may see of the time on `ticket`. At most two statements."""
    whole = Q(ticket=ticket) | Q(ticket__in=list(ticket.merged.values_list("pk", flat=True)))
    seen = TimeEntry.objects.visible_to(viewer).filter(whole).select_related("employee", "operation", "ticket")
    rows: Any = seen.defer("ticket__search").annotate(
        **{f"all_{name}": Window(Sum(f"{name}_minutes")) for name in FIGURES},
        **{f"there_{name}": Window(Sum(f"{name}_minutes"), partition_by=[F("ticket")]) for name in FIGURES},
    )
    entries = list(rows.order_by("-id")[:MOST_SHOWN])
    there = {entry.ticket_id: entry for entry in entries if entry.ticket_id != ticket.pk}
    return TicketTimes(
        entries=entries,
        total=_minutes(entries[0], "all") if entries else Minutes(),
        merged=[_minutes(entry, "there", entry.ticket.number) for _key, entry in sorted(there.items())],
    )


def _minutes(entry: Any, scope: str, number: int | None = None) -> Minutes:
    actual, norm, billable = (getattr(entry, f"{scope}_{name}") for name in FIGURES)
    return Minutes(actual, norm, billable, number)
