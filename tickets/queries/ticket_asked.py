"""What the client of a ticket is asked to agree to, as the ticket's page says it: no statement of its own (W2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from tickets.models import Approval, Estimate, Overrun


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that waits for the answer."""

    minutes: int
    at: datetime


@dataclass(frozen=True, slots=True)
class TicketAsked:
    """`pending` oldest first; `is_ready`: something is confirmed and was not asked yet."""

    pending: tuple[Asked, ...] = ()
    is_ready: bool = False

    def __bool__(self) -> bool:
        return bool(self.pending) or self.is_ready


def asked_facts() -> dict[str, Any]:
    """Annotations of the ticket that the page reads."""
    pending = Approval.objects.pending().filter(ticket=OuterRef("pk")).order_by("id")
    estimates = Estimate.objects.of_unfinished_tasks().filter(task__ticket=OuterRef("pk"), manager_at__isnull=False)
    overruns = Overrun.objects.of_unfinished_tasks().filter(task__ticket=OuterRef("pk"), decided_at__isnull=False)
    return {
        "asked_rows": ArraySubquery(pending.values(facts=JSONObject(minutes="minutes", asked_at="asked_at"))),
        "has_to_ask": Exists(estimates.filter(state=Estimate.State.WITH_MANAGER))
        | Exists(overruns.filter(state=Overrun.State.REPORTED)),
    }


def ticket_asked(ticket: Any) -> TicketAsked:
    """Of a ticket that was read with `asked_facts`."""
    rows = (Asked(row["minutes"], datetime.fromisoformat(row["asked_at"])) for row in ticket.asked_rows)
    return TicketAsked(tuple(rows), ticket.has_to_ask)
