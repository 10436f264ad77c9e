"""Time logged on one ticket (W5)."""

from dataclasses import dataclass

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket, TimeEntry

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """Entries newest first with their sums in minutes; reversals count with their minus."""

    entries: list[TimeEntry]
    actual: int
    norm: int
    billable: int


def times_of(ticket: Ticket, viewer: Viewer) -> TicketTimes:
    """What `viewer` may see of the time on `ticket`. One statement."""
    seen = TimeEntry.objects.visible_to(viewer).filter(ticket=ticket).select_related("employee", "operation")
    entries = list(seen.order_by("-id")[:MOST_SHOWN])
    return TicketTimes(
        entries=entries,
        actual=sum(entry.actual_minutes for entry in entries),
        norm=sum(entry.norm_minutes for entry in entries),
        billable=sum(entry.billable_minutes for entry in entries),
    )
