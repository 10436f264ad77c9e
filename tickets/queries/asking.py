"""What of a ticket can be put before its client, and what waits for the answer (W2)."""

from dataclasses import dataclass
from typing import Any

from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Estimate, Message, Overrun, Task, Ticket

MOST_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Confirmed lines of one ticket, oldest first."""

    estimates: list[Estimate]
    overruns: list[Overrun]

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in (*self.estimates, *self.overruns))

    def __bool__(self) -> bool:
        return bool(self.estimates or self.overruns)


def to_ask(ticket: Ticket, viewer: Viewer) -> ToAsk:
    """Two statements."""
    estimates = Estimate.objects.visible_to(viewer).of_unfinished_tasks().filter(task__ticket=ticket)
    overruns = Overrun.objects.visible_to(viewer).of_unfinished_tasks().filter(task__ticket=ticket)
    confirmed = estimates.filter(state=Estimate.State.WITH_MANAGER, manager_at__isnull=False)
    decided = overruns.filter(state=Overrun.State.REPORTED, decided_at__isnull=False)
    return ToAsk(
        list(confirmed.select_related("task").order_by("id")), list(decided.select_related("task").order_by("id"))
    )


def pending_approvals(ticket: Ticket, viewer: Viewer) -> list[Approval]:
    """Questions to the client that are not answered, oldest first. One statement."""
    return list(Approval.objects.visible_to(viewer).pending().filter(ticket=ticket).order_by("id"))


def messages_that_may_say_so(approval: Approval, viewer: Viewer) -> list[Message]:
    """The client's messages since the question, newest first. One statement."""
    letters = Message.objects.visible_to(viewer).filter(ticket_id=approval.ticket_id, is_automatic=False)
    said = letters.filter(direction=Message.Direction.INBOUND, created_at__gte=approval.asked_at)
    return list(said.order_by("-created_at", "-id")[:MOST_MESSAGES])


def own_tasks(viewer: Viewer, ticket: Ticket | None = None) -> list[Any]:
    """Unfinished tasks the viewer does, to log time on; with their tickets' numbers. One statement."""
    mine = Task.objects.visible_to(viewer).unfinished().filter(assignee_id=viewer.employee_id or 0)
    found = mine.filter(ticket=ticket) if ticket else mine
    return list(found.select_related("ticket").only("title", "ticket__number", "ticket_id").order_by("rank", "id")[:50])
